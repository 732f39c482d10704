import { maxFailedLookUps } from '../retry-policy.ts'
import type { Instant } from '../time/beijing.ts'
import type { AnswerQueue } from './answer-queue.ts'
import { outcomeOf } from './failure.ts'
import type { Outgoing, Sent, Slack } from './slack.ts'

type Parts = { answers: AnswerQueue; team: string; now: () => Instant }

/**
 * A workspace's Slack for answers to people. Calls that Slack is too busy for, or fails at, are retried in
 * the background: `busy` and `unknown` mean that the answer is still on its way. The reminders' rate limit
 * does not apply.
 */
export function withRetries(slack: Slack, { answers, team, now }: Parts): Slack {
  return {
    ...slack,
    post: message => answers.send(`${team}:${message.channel}`, postOnce(slack, message, now())),
    async postEphemeral(message) {
      const queue = `${team}:${message.channel}:${message.user}`
      throwIfRefused(await answers.send(queue, () => outcomeOf(slack.postEphemeral(message))))
    },
    async publishHome(user, view) {
      const queue = `${team}:home:${user}`
      const publish = () => outcomeOf(slack.publishHome(user, view))
      throwIfRefused(await answers.send(queue, publish, { newestOnly: true }))
    },
  }
}

/** Posts a message. After an unknown outcome it is looked for before it is posted again. */
function postOnce(slack: Slack, message: Outgoing, since: Instant): () => Promise<Sent> {
  const { channel, thread, key } = message
  let isUnknown = false
  let lookUps = 0
  return async () => {
    const found = isUnknown && key ? await slack.find({ channel, thread, key, since }) : undefined
    if (found?.kind === 'found') return { kind: 'sent', ts: found.ts }
    if (found?.kind === 'later' && ++lookUps <= maxFailedLookUps)
      return { kind: 'unknown', error: found.error }
    lookUps = 0
    const sent = await slack.post(message)
    isUnknown = sent.kind === 'unknown'
    return sent
  }
}

function throwIfRefused(sent: Sent) {
  if (sent.kind === 'refused') throw new Error(sent.error)
}

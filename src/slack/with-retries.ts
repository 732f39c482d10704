import type { Instant } from '../time/beijing.ts'
import type { AnswerQueue } from './answer-queue.ts'
import { failureOf } from './failure.ts'
import type { Outgoing, Sent, Slack } from './slack.ts'

type Parts = { answers: AnswerQueue; team: string; now: () => Instant }

/**
 * A workspace's Slack for answers to people: what Slack is too busy for, or fails at, is tried again in the background, so that
 * `busy` and `unknown` mean that the answer is still on its way. Nothing here takes part in the pace of reminders.
 */
export function withRetries(slack: Slack, { answers, team, now }: Parts): Slack {
  return {
    ...slack,
    post: message => answers.send(`${team}:${message.channel}`, postOnce(slack, message, now())),
    async postEphemeral(message) {
      const lane = `${team}:${message.channel}:${message.user}`
      checked(await answers.send(lane, () => tried(slack.postEphemeral(message))))
    },
    async publishHome(user, view) {
      const lane = `${team}:home:${user}`
      checked(await answers.send(lane, () => tried(slack.publishHome(user, view)), { newestOnly: true }))
    },
  }
}

/** After so many look-ups without an answer a message is posted again: twice is better than never. */
const maxLookUps = 4

/** Posts a message; after a try with an unknown end it is looked for before it is posted again. */
function postOnce(slack: Slack, message: Outgoing, since: Instant): () => Promise<Sent> {
  const { channel, thread, key } = message
  let isDoubtful = false
  let lookUps = 0
  return async () => {
    const found = isDoubtful && key ? await slack.find({ channel, thread, key, since }) : undefined
    if (found?.kind === 'found') return { kind: 'sent', ts: found.ts }
    if (found?.kind === 'later' && ++lookUps <= maxLookUps) return { kind: 'unknown', error: found.error }
    lookUps = 0
    const sent = await slack.post(message)
    isDoubtful = sent.kind === 'unknown'
    return sent
  }
}

/** Says how a call ended. */
export const tried = (call: Promise<void>): Promise<Sent> =>
  call.then((): Sent => ({ kind: 'sent', ts: '' }), failureOf)

function checked(sent: Sent) {
  if (sent.kind === 'refused') throw new Error(sent.error)
}

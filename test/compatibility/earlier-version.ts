import { readFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import type { ReceiverEvent } from '@slack/bolt'
import type { LocalSlack } from 'local-slack/server.ts'
import type { Ephemeral, Message, ResponseUrl, ScheduledMessage, View } from 'local-slack/workspace.ts'
import { openStage } from '../stage/stage.ts'
import { scratchPath } from '../store/scratch.ts'

/** A message that the earlier version went on to post when it was not killed; the minute is in UTC. */
type Planned = [minute: string, channel: string, key: string, broadcast: boolean]

type Body = ReceiverEvent['body']

/** The parts of one line of `slack.jsonl`. */
type Line = {
  named?: Record<'escalated' | 'moved' | 'attempted' | 'lost' | 'closed' | 'penalized', string>
  digested?: string[]
  message?: Message
  name?: string
  shown?: Ephemeral
  view?: View
  stacks?: Record<string, string[]>
  homes?: Record<string, string>
  scheduled?: ScheduledMessage
  responseUrl?: ResponseUrl
  copied?: string
  body?: Body
  next?: Planned
}

const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8')
const records = read('records.sql')
const slackLines = read('slack.jsonl')

const linesAt = (origin: string): Line[] =>
  slackLines
    .trim()
    .replaceAll('http://slack.example', origin)
    .split('\n')
    .map(line => JSON.parse(line))

const lines = linesAt('http://slack.example')
const of = <Part extends keyof Line>(part: Part) =>
  lines.flatMap(line => (line[part] === undefined ? [] : [line[part]]))

const [named] = of('named')
const [digested] = of('digested')
if (!named || !digested) throw new Error('slack.jsonl names no complaints')

/**
 * What an earlier version of the app left when it was killed on 2026-11-23 at 09:36:20, Beijing time.
 * `attempted`: its reminder was posted and the answer was lost. `lost`: its reminder did not reach Slack.
 * `escalated`: the backups have been called. `moved`: snoozed until 10:10, in English.
 */
export const left = {
  ...named,
  digested,
  next: of('next'),
  /** The body of a delivery that the earlier version had taken. */
  copy(name: string): Body {
    const body = lines.find(({ copied }) => copied === name)?.body
    if (!body) throw new Error(`no delivery ${name}`)
    return body
  },
}

/** The app of today on the database and the Slack that the earlier version left, 40 seconds later. */
export async function openLater() {
  const path = scratchPath()
  const db = new DatabaseSync(path)
  db.exec(records)
  db.close()
  const shown = new Map<string, Ephemeral>()
  const stage = await openStage({
    at: '2026-11-23 09:37',
    databaseUrl: `sqlite://${path}`,
    timedStore: true,
    before: slack => fill(slack, shown),
  })
  return {
    ...stage,
    /** An ephemeral message of the earlier version. */
    shown(name: 'misses' | 'taught' | 'answer' | 'asks' | 'outside') {
      const found = shown.get(name)
      if (!found) throw new Error(`no ${name} was shown`)
      return found
    },
  }
}

function fill({ workspace, origin }: LocalSlack, named: Map<string, Ephemeral>) {
  // New ids must not meet those of the earlier workspace.
  for (let used = 0; used < 2_000; used++) workspace.nextId('x')
  for (const line of linesAt(origin)) {
    const { message, name, shown, view, scheduled, responseUrl } = line
    if (message) {
      const before = workspace.messages.get(message.channel) ?? []
      workspace.messages.set(message.channel, [...before, message])
    }
    if (name && shown) named.set(name, shown)
    if (shown) workspace.ephemerals.push(shown)
    if (view) workspace.views.set(view.id, view)
    if (scheduled) workspace.scheduled.set(scheduled.id, scheduled)
    if (responseUrl) workspace.responseUrls.set(responseUrl.key, responseUrl)
    for (const [user, ids] of Object.entries(line.stacks ?? {})) workspace.stacks.set(user, ids)
    for (const [user, id] of Object.entries(line.homes ?? {})) workspace.homes.set(user, id)
  }
}

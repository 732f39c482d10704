import { type Kind, kinds, roles } from './cast.ts'
import type { Outcome } from './policy.ts'
import type { Way } from './requests.ts'

/** A request and its outcome for each role, in their order. */
export type Row = { way: Way; what: string; outcomes: Outcome[] }

const intro = `# Who may do what

Written by \`test/authorization/authorization.long.test.ts\`, which makes each request of these tables over HTTP, signed as Slack signs, in a
workspace on this machine, and looks at the answer and at the stored complaint. It fails when this page says
otherwise. After a change that is meant: \`npm run test:long -- test/authorization -u\`.

${markdown([
  ['cell', 'means'],
  ['done', 'answered, and what was asked for was done'],
  [
    'not found',
    'the same words as for an id that does not exist, and Slack is asked the same; nothing changed',
  ],
  ['not listed', 'the list leaves it out'],
  ['refused', 'told that only members of the workspace that has the app can do this; nothing changed'],
  [
    'invite first',
    'told to invite the app, the same whether there is such a channel or not; nothing recorded',
  ],
  ['not checked', 'told that who is in the channel could not be checked; nothing shown'],
  ['rules alone', 'answered from the rules, the same as for an id that does not exist'],
  ['archived', 'told that the channel is archived; nothing recorded'],
  ['nothing', "acknowledged without an answer: the request came from a workspace that is not this app's"],
  [
    '–',
    'Slack does not send it: whoever is not in a channel cannot type there, and nobody in an archived one',
  ],
])}
A former member is one who left six minutes ago: who is in a channel is remembered for five minutes at most. What is typed in
a channel needs no question to Slack, for whoever types there is in it. Presses and forms that people of another
workspace could not send are forged with the signing secret. "Elsewhere" is another channel that the person is in.

A complaint can be moved out of a channel by the channel's members. Of a channel that was deleted, and of a private one without
the app, Slack says the same: there is no such channel, so nobody's membership can be checked. Everything about its complaints
is "not found" then, but for one thing: **the complaint's owner may move it** to a channel that they are in. Otherwise
nobody could ever again, and its reminders would end in direct messages for good. The owner was in the channel when they were
named and is told directly of every reminder that cannot be delivered, so they learn nothing by it. When Slack does
not answer at all, nobody may, the owner included.
`

/** All tables as one page. */
export const tableOf = (tables: Map<Kind, Row[]>): string =>
  [intro, ...[...tables].map(([kind, rows]) => section(kind, rows))].join('\n')

function section(kind: Kind, rows: Row[]): string {
  const head = ['request', ...Object.keys(roles)]
  const lines = rows.map(({ way, what, outcomes }) => [
    `${way}: ${what}`,
    ...outcomes.map(outcome => (outcome === 'never sent' ? '–' : outcome)),
  ])
  const { archived, app, shared, type } = kinds[kind]
  const about = [
    type,
    ...(shared ? ['shared with another workspace'] : []),
    ...(archived ? ['archived'] : []),
    app ? 'with the app' : 'without the app',
  ]
  return `## Complaints of a channel: ${kind}\n\nThe channel is ${about.join(', ')}.\n\n${markdown([head, ...lines])}`
}

function markdown([head = [], ...lines]: string[][]): string {
  const widths = head.map((_, column) => Math.max(...[head, ...lines].map(line => line[column]?.length ?? 0)))
  const written = (line: string[]) =>
    `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |\n`
  return [head, widths.map(width => '-'.repeat(width)), ...lines].map(written).join('')
}

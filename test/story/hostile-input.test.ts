import { seeded } from 'local-slack/seed.ts'
import { afterEach, expect, test } from 'vitest'
import { openStage, type Stage, wordsOf } from '../stage/stage.ts'

let stage: Stage
afterEach(() => stage.close())

const junk = [
  '注'.repeat(2_900),
  '👨‍👩‍👧‍👦'.repeat(250),
  '\u202eمرحبا شكوى\u202c',
  '<!channel> <!here> @everyone',
  '*bold* _it_ `code` <http://evil.example|here>',
  '__proto__',
  '&lt;!channel&gt; &amp;',
  '\u0000\u0007\u200b',
]

test('Whatever people type, everything is answered, Slack takes every message, and nobody is pinged', async () => {
  stage = await openStage({ at: '2026-11-20 11:00' })
  const channel = seeded.shopA
  const people = [seeded.lin, seeded.chen, seeded.emma]
  let said = 0
  const say = async (command: string, text: string) => {
    // In turn, so that it is too much for nobody.
    const user = people[said++ % people.length] ?? seeded.lin
    const delivery = await stage.slack.deliver.command({ user, channel, command, text })
    expect(delivery.error).toBeUndefined()
    await stage.idle()
    expect(delivery.ephemerals.length).toBeGreaterThan(0)
    return wordsOf(delivery.ephemerals.at(-1) ?? { text: '' })
  }
  const answer = await say('/complaint', 'new order=1 received=2026-11-20 10:30')
  const id = /H-[0-9A-Z]{4,}/.exec(answer)?.[0]
  for (const text of junk) {
    const short = [...text].slice(0, 20).join('')
    await say('/complaint', text)
    await say('/complaint', `new order="${short}" buyer="${short}" shop="${short}" received=2026-11-20 10:30`)
    await say('/complaint', `note ${id} "${text}"`)
    await say('/complaint', `correct ${id} buyer="${short}"`)
    await say('/complaint', `${short}=${short} ${short}`)
    await say('/complaint', `show ${short}`)
    await say('/harassment', text.slice(0, 400))
  }
  await say('/complaint', `show ${id}`)
  await say('/complaint', 'list all')
  const refused = stage.slack.calls
    .filter(call => call.answer?.ok !== true)
    .map(call => [call.method, call.answer])
  expect(refused).toEqual([])
  const posted = stage.slack.workspace.messages.get(channel) ?? []
  for (const { text, blocks } of posted) {
    expect(text).not.toMatch(ping)
    expect(JSON.stringify(blocks)).not.toMatch(/"type":"(broadcast|usergroup|link)"/)
    for (const markup of markupIn(blocks)) expect(markup).not.toMatch(ping)
  }
})

const ping = /<(!|https?:)/

/** What Slack would read as markup; rich text and plain text are taken as they stand. */
function markupIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  if ('type' in value && value.type === 'mrkdwn' && 'text' in value) return [String(value.text)]
  return Object.values(value).flatMap(markupIn)
}

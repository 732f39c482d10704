import { limits } from './limits.ts'
import { methodFacts } from './method-facts.ts'
import { maxAheadSeconds, scheduledLimit } from './methods/scheduled.ts'
import { burst } from './rate-limits.ts'
import { responseUrlLifeMs, responseUrlUses, triggerLifeMs } from './triggers.ts'
import { maxStack } from './views.ts'

/** The README with its two tables up to date, each between its own pair of comments. */
export function withTables(readme: string): string {
  const tables = { methods: methodsTable(), limits: limitsTable() }
  return Object.entries(tables).reduce((text, [name, table]) => {
    const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
    const from = text.indexOf(start)
    const to = text.indexOf(end)
    if (from < 0 || to < from) throw new Error(`Cannot place the table: the README has no ${start} … ${end}`)
    return `${text.slice(0, from)}${start}\n\n${table}\n\n${text.slice(to)}`
  }, readme)
}

const code = (words: string[]) => (words.length === 0 ? '' : `\`${words.join(' ')}\``)

function methodsTable(): string {
  const rows = Object.entries(methodFacts).map(([method, facts]) => [
    code([method]),
    facts.token === 'app' ? 'app token' : code([...facts.scopes, ...Object.values(facts.scopeByKind ?? {})]),
    String(facts.perMinute),
    code(facts.required),
    [code(facts.errors), ...(facts.unlisted.length > 0 ? [`unlisted: ${code(facts.unlisted)}`] : [])].join(
      ', ',
    ),
  ])
  return tableOf(['method', 'scope', 'a minute', 'needs', 'refuses with'], rows)
}

const seconds = (ms: number) => `${ms / 1000} s`

const limitWords: Record<keyof typeof limits, string> = {
  messageText: 'text of a message, posted',
  updateText: 'text of a message, updated',
  messageBlocksText: 'text in the blocks of a message',
  messageBlocks: 'blocks in a message',
  viewBlocks: 'blocks in a view',
  attachments: 'attachments',
  metadata: 'metadata of a message',
  viewBytes: 'bytes of a view',
  id: '`block_id` `action_id` `callback_id` `external_id`',
  textObject: 'section text',
  fieldText: 'section field, context text',
  fields: 'section fields',
  header: 'header',
  label: 'input label, hint',
  actions: 'elements of an actions block',
  contextElements: 'elements of a context block',
  buttonText: 'button text',
  buttonValue: 'button value',
  url: 'address',
  optionText: 'option text, description',
  optionValue: 'option value',
  options: 'options of a select',
  boxes: 'checkboxes, radio buttons',
  overflow: 'options of an overflow menu',
  placeholder: 'placeholder',
  inputText: 'typed text, initial value',
  viewTitle: 'title, submit, close of a modal',
  privateMetadata: '`private_metadata`',
  markdown: 'markdown text',
  altText: 'alt text of an image',
  fileAltText: 'alt text of a file',
  fileBytes: 'bytes of a file',
  fileChannels: 'channels of an upload',
}

function limitsTable(): string {
  const counted = Object.entries(limitWords).map(([key, words]) => [
    words,
    Object.entries(limits)
      .filter(([name]) => name === key)
      .map(([, max]) => max.toLocaleString('en'))
      .join(),
  ])
  const timed = [
    ['`trigger_id`', `once, within ${seconds(triggerLifeMs)}`],
    ['`response_url`', `${responseUrlUses} uses in ${responseUrlLifeMs / 60_000} min`],
    ['modals on one another', String(maxStack)],
    ['messages a channel', `${burst} at once, then 1 a second`],
    [
      'scheduled messages a channel',
      `${scheduledLimit.max} within ${scheduledLimit.withinSeconds / 60} min, ${maxAheadSeconds / 86_400} days ahead`,
    ],
  ]
  const all = [...counted, ...timed]
  const half = Math.ceil(all.length / 2)
  const rows = all.slice(0, half).map((left, at) => [...left, ...(all[half + at] ?? ['', ''])])
  return tableOf(['', 'at most', '', 'at most'], rows)
}

/** A Markdown table in the formatter's layout. */
function tableOf(head: string[], rows: string[][]): string {
  const widths = head.map((_, at) => Math.max(3, ...[head, ...rows].map(row => row[at]?.length ?? 0)))
  const line = (cells: string[]) => `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`
  return [line(head), line(widths.map(width => '-'.repeat(width))), ...rows.map(line)].join('\n')
}

import fc from 'fast-check'
import { type Node, nodesIn } from './active-markup.ts'
import { hostile, idMark, seldom } from './hostile-text.ts'
import { people } from './strict-slack.ts'

/** The value of a field: one that suits it, with `words` where it takes text, or one that does not. */
const field = fc.record({
  suits: fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
  empty: fc.oneof({ weight: 1, arbitrary: fc.constant(true) }, { weight: 3, arbitrary: fc.constant(false) }),
  words: hostile,
  n: fc.nat(59),
})

/** Metadata in place of the form's own: forged, old or broken. */
const metadata = fc.oneof(
  hostile,
  fc.constantFrom('', 'null', '[]', '{}', '{"channel":1}', '{"__proto__":{"channel":"C0SHOP0"}}', '"x"'),
  fc.record({ channel: hostile, responseUrl: hostile, id: hostile }).map(each => JSON.stringify(each)),
  fc
    .record({ id: idMark, shown: fc.dictionary(hostile, hostile, { maxKeys: 3 }) })
    .map(({ id, shown }) =>
      JSON.stringify({ channel: 'C0SHOP0', responseUrl: 'https://hooks.slack.com/x', id, shown }),
    ),
)

/** A filled-in form, `pick` of all that were opened, with fields left out and others added. */
export const form = fc.record({
  pick: fc.nat(),
  id: idMark,
  fields: fc.array(field, { minLength: 12, maxLength: 12 }),
  without: seldom(6, fc.nat(9)),
  more: seldom(
    6,
    fc.dictionary(
      fc.oneof(hostile, fc.constantFrom('text', 'why', 'user', 'order', '-time', 'at-time-time')),
      hostile,
      { maxKeys: 3 },
    ),
  ),
  metadata: seldom(6, metadata),
  name: seldom(
    20,
    fc.constantFrom(
      'modal:',
      'modal:help',
      'modal:list',
      'modal:show',
      'modal:settings',
      'modal:__proto__',
      'modal:constructor',
      'modal:x',
    ),
  ),
})
export type Form = typeof form extends fc.Arbitrary<infer Drawn> ? Drawn : never
type Field = typeof field extends fc.Arbitrary<infer Drawn> ? Drawn : never

/** The state of a form's fields. */
export function stateOf({ fields, without, more }: Form, view: Node): Record<string, Node> {
  const inputs = nodesIn(view.blocks).filter(({ type }) => type === 'input')
  const filled = inputs.flatMap(({ block_id, element }, index): [string, Node][] => {
    const drawn = fields[index % fields.length]
    if (!drawn || index === without) return []
    const [first] = nodesIn([element])
    return [[String(block_id), { value: first ? stateOfInput(first, drawn) : {} }]]
  })
  const added = Object.entries(more ?? {}).map(([name, words]): [string, Node] => [
    name,
    { value: { type: 'plain_text_input', value: words } },
  ])
  return Object.fromEntries([...filled, ...added])
}

const two = (n: number) => String(n).padStart(2, '0')

function stateOfInput({ type, options, max_length }: Node, { suits, empty, words, n }: Field): Node {
  const choices = nodesIn(options)
  const choice = suits ? choices[n % choices.length] : { value: words }
  switch (type) {
    case 'plain_text_input':
      return { type, value: empty ? null : suits ? words.slice(0, Number(max_length)) : words }
    case 'number_input':
      return { type, value: empty ? null : suits ? String(n) : words }
    case 'datepicker':
      return { type, selected_date: empty ? null : suits ? `2026-11-${two(1 + (n % 22))}` : words }
    case 'timepicker':
      return { type, selected_time: empty ? null : suits ? `${two(n % 24)}:${two(n)}` : words }
    case 'users_select':
      return { type, selected_user: empty ? null : suits ? people[n % people.length] : words }
    case 'checkboxes':
      return { type, selected_options: empty ? [] : [choice] }
    default:
      return { type, selected_option: empty ? null : choice }
  }
}

import fc from 'fast-check'
import { type Node, nodesIn } from './active-markup.ts'
import { hostile, idMark, seldom } from './hostile-text.ts'
import { channels, hidden } from './strict-slack.ts'

const types = [
  'button',
  'overflow',
  'static_select',
  'checkboxes',
  'datepicker',
  'users_select',
  'plain_text_input',
  'made_up',
]

/**
 * A press of an element that was shown (`pick` of all, `option` of its options), about an existing complaint;
 * sometimes with another value, type, name or place.
 */
export const press = fc.record({
  pick: fc.nat(),
  option: fc.nat(),
  id: idMark,
  channel: fc.constantFrom(...channels, hidden, 'D0DIRECT', undefined),
  value: seldom(6, hostile),
  type: seldom(10, fc.constantFrom(...types)),
  name: seldom(
    15,
    fc.oneof(
      hostile,
      fc.constantFrom(
        'case:',
        'case:new',
        'case:help',
        'case:__proto__',
        'case:constructor',
        'rule:',
        'rule:9',
        'rule:pick:x',
      ),
    ),
  ),
  thread: seldom(2, fc.constant('1.1')),
})
export type Press = typeof press extends fc.Arbitrary<infer Drawn> ? Drawn : never

const option = (value: unknown) => ({ text: { type: 'plain_text', text: 'x' }, value })

/** The payload's action. */
export function actionOf(drawn: Press, shown: Node[], idOf: (mark: string) => string): Node {
  const element = shown[drawn.pick % shown.length] ?? {}
  const { type, action_id } = { type: drawn.type ?? element.type, action_id: drawn.name ?? element.action_id }
  const options = nodesIn(element.options)
  const said = String(element.value ?? options[drawn.option % options.length]?.value ?? '')
  const value = drawn.value ?? said.replace(/H-\w+/, () => idOf(drawn.id))
  const held =
    type === 'button'
      ? { value }
      : type === 'overflow' || type === 'static_select'
        ? { selected_option: option(value) }
        : {}
  return { type, action_id, block_id: 'case', action_ts: '1.1', ...held }
}

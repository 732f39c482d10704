import { isNode, type Node } from './active-markup.ts'
import { commandBody, formBody, pressBody } from './bodies.ts'
import { type Command, command } from './commands.ts'
import { type Event, event, eventBody } from './events.ts'
import { type Form, form } from './forms.ts'
import type { Outcome } from './fuzz-app.ts'
import type { DeliveryKind } from './fuzz-run.ts'
import { type Press, press } from './presses.ts'

export const commands = (runs: number): DeliveryKind<Command> => ({
  name: 'commands',
  runs,
  drawn: command,
  body: commandBody,
  faults: ({ shown }) => (shown === 1 ? [] : [`${shown} answers`]),
})

/** Presses of buttons and menus that were shown, more often of those of complaints. */
export const presses = (runs: number): DeliveryKind<Press> => ({
  name: 'presses',
  runs,
  drawn: press,
  body: (drawn, n, ids, { strict }) => {
    const shown = strict.elements()
    const cases = shown.filter(({ action_id }) => String(action_id).startsWith('case:'))
    return pressBody(drawn, n, ids, [...shown, ...cases, ...cases, ...cases, ...cases])
  },
  faults: ({ shown }) => (shown < 2 ? [] : ['answered twice']),
})

export const forms = (runs: number): DeliveryKind<Form> => ({
  name: 'forms',
  runs,
  drawn: form,
  body: (drawn, n, ids, { strict }) => formBody(drawn, n, ids, strict.forms()),
  faults: (outcome, { view }) => faultsOfForm(outcome, isNode(view) ? view : {}),
})

export const events = (runs: number): DeliveryKind<Event> => ({
  name: 'events',
  runs,
  drawn: event,
  body: eventBody,
  faults: ({ written }) => (written.length === 0 ? [] : ['an event changed a complaint']),
})

/**
 * A form is carried out and answered, or it stays open with a reason at one of its fields and changes
 * nothing.
 */
function faultsOfForm({ acks: [answer], written, shown }: Outcome, view: Node): string[] {
  const errors = isNode(answer) && isNode(answer.errors) ? answer.errors : undefined
  const answerable = String(view.private_metadata).includes('https://hooks.slack.com')
  if (!errors) return shown === 1 || !answerable ? [] : ['taken without an answer']
  const fields = isNode(view.state) && isNode(view.state.values) ? Object.keys(view.state.values) : []
  const [[field = '', words] = [], ...others] = Object.entries(errors)
  return [
    ...(written.length > 0 ? ['refused and carried out'] : []),
    ...(others.length > 0 ? ['several errors'] : []),
    ...(fields.includes(field) || fields.length === 0 ? [] : [`an error of no field: ${field}`]),
    ...(typeof words === 'string' && words.trim() !== '' ? [] : ['an error without words']),
  ]
}

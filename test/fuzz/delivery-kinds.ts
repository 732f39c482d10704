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
  wrong: ({ shown }) => (shown === 1 ? [] : [`${shown} answers`]),
})

/** Buttons and menus as they were shown; those of complaints more often. */
export const presses = (runs: number): DeliveryKind<Press> => ({
  name: 'presses',
  runs,
  drawn: press,
  body: (drawn, n, ids, { strict }) => {
    const shown = strict.elements()
    const cases = shown.filter(({ action_id }) => String(action_id).startsWith('case:'))
    return pressBody(drawn, n, ids, [...shown, ...cases, ...cases, ...cases, ...cases])
  },
  wrong: ({ shown }) => (shown < 2 ? [] : ['answered twice']),
})

export const forms = (runs: number): DeliveryKind<Form> => ({
  name: 'forms',
  runs,
  drawn: form,
  body: (drawn, n, ids, { strict }) => formBody(drawn, n, ids, strict.forms()),
  wrong: (outcome, { view }) => wrongWithForm(outcome, isNode(view) ? view : {}),
})

export const events = (runs: number): DeliveryKind<Event> => ({
  name: 'events',
  runs,
  drawn: event,
  body: eventBody,
  wrong: ({ written }) => (written.length === 0 ? [] : ['an event changed a complaint']),
})

/** A form is taken and answered, or it stays open with a reason under one of its fields, and nothing was done. */
function wrongWithForm({ acks: [answer], written, shown }: Outcome, view: Node): string[] {
  const errors = isNode(answer) && isNode(answer.errors) ? answer.errors : undefined
  const answerable = String(view.private_metadata).includes('https://hooks.slack.com')
  if (!errors) return shown === 1 || !answerable ? [] : ['taken without an answer']
  const fields = isNode(view.state) && isNode(view.state.values) ? Object.keys(view.state.values) : []
  const [[field = '', words] = [], ...others] = Object.entries(errors)
  return [
    ...(written.length > 0 ? ['refused and yet done'] : []),
    ...(others.length > 0 ? ['several errors'] : []),
    ...(fields.includes(field) || fields.length === 0 ? [] : [`an error of no field: ${field}`]),
    ...(typeof words === 'string' && words.trim() !== '' ? [] : ['an error without words']),
  ]
}

import { el } from './dom.js'
import { walk } from './menu.js'
import { avatar } from './messages.js'

/** The workspaces as squares at the edge; opening one switches to one of its people. */
export const workspaces = ({ data, words, visit }) =>
  data.teams.map(team => {
    const here = team.people.includes(data.me)
    return el(
      'button',
      {
        type: 'button',
        class: 'workspace',
        title: team.name,
        'aria-label': words.workspace(team.name),
        'aria-current': here ? 'true' : undefined,
        onclick: () => here || visit(team),
        onkeydown: event => walk(event, [...event.currentTarget.parentElement.children]),
      },
      avatar({ name: team.name }, team.id),
    )
  })

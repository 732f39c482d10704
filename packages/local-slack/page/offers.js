import { el } from './dom.js'

let ids = 0

/** The list of commands after a slash in the box: arrows choose, Tab or Enter inserts, Escape closes. */
export function offers(box, parts) {
  let offered = []
  let chosen = 0
  const id = `offers-${++ids}`
  const list = el('div', { class: 'offers', id, role: 'listbox', hidden: true })
  const hint = el('div', { class: 'faint hint' })
  box.setAttribute('aria-controls', id)
  box.addEventListener('input', refresh)
  box.addEventListener('blur', () => show([]))

  function refresh() {
    const { commands } = parts()
    const name = /^\/\S*$/.exec(box.value)?.[0]
    chosen = 0
    show(name ? commands.filter(one => one.command.startsWith(name)) : [])
    hint.textContent = commands.find(one => box.value.startsWith(`${one.command} `))?.hint ?? ''
  }

  function show(commands) {
    offered = commands
    list.hidden = offered.length === 0
    list.setAttribute('aria-label', parts().words.commands)
    paint()
  }

  function paint() {
    list.replaceChildren(
      ...offered.map((one, index) => optionRow(one, `${id}-${index}`, index === chosen, () => take(one))),
    )
    if (offered.length > 0) box.setAttribute('aria-activedescendant', `${id}-${chosen}`)
    else box.removeAttribute('aria-activedescendant')
  }

  function take({ command }) {
    box.value = `${command} `
    refresh()
    box.focus()
  }

  /** True when the key was for the list. */
  function key(event) {
    if (list.hidden) return false
    const step = { ArrowDown: 1, ArrowUp: offered.length - 1 }[event.key]
    const takes = event.key === 'Tab' || (event.key === 'Enter' && box.value !== offered[chosen].command)
    if (step === undefined && !takes && event.key !== 'Escape') return false
    event.preventDefault()
    if (takes) take(offered[chosen])
    else if (step === undefined) show([])
    else {
      chosen = (chosen + step) % offered.length
      paint()
    }
    return true
  }

  return { list, hint, refresh, key }
}

const optionRow = ({ command, description }, id, isChosen, take) =>
  el(
    'div',
    {
      role: 'option',
      id,
      'aria-selected': String(isChosen),
      onmousedown: event => {
        event.preventDefault()
        take()
      },
    },
    el('b', { text: command }),
    el('span', { class: 'faint', text: description }),
  )

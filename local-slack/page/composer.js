import { el } from './dom.js'

/**
 * A box to write in. `parts()` gives `{ label, words, commands }` of the moment; `send(text)` resolves true when the words
 * are gone and the box is to be emptied. A slash offers the commands: arrows choose, Tab or Enter takes.
 */
export function composer(parts, send) {
  let offered = []
  let chosen = 0
  const list = el('div', { class: 'offers', role: 'listbox', hidden: true })
  const hint = el('div', { class: 'faint hint' })
  const box = el('textarea', { rows: 1, oninput: offer, onkeydown: key, onblur: () => (list.hidden = true) })
  const button = el('button', { type: 'button', class: 'primary', onclick: submit })

  async function submit() {
    const text = box.value.trim()
    if (text === '') return
    box.value = ''
    offer()
    if (!(await send(text)) && box.value === '') box.value = text
  }

  function offer() {
    const { commands, words } = parts()
    const name = /^\/\S*$/.exec(box.value)?.[0]
    offered = name ? commands.filter(one => one.command.startsWith(name)) : []
    chosen = 0
    list.hidden = offered.length === 0
    list.setAttribute('aria-label', words.commands)
    const typed = commands.find(one => box.value.startsWith(`${one.command} `))
    hint.textContent = typed ? typed.hint : ''
    paintOffers()
  }

  function paintOffers() {
    list.replaceChildren(
      ...offered.map((one, index) =>
        el(
          'div',
          {
            role: 'option',
            'aria-selected': String(index === chosen),
            onmousedown: event => {
              event.preventDefault()
              take(one)
            },
          },
          el('b', { text: one.command }),
          el('span', { class: 'faint', text: one.description }),
        ),
      ),
    )
  }

  function take({ command }) {
    box.value = `${command} `
    offer()
    box.focus()
  }

  function key(event) {
    if (event.isComposing) return
    const open = !list.hidden
    if (open && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault()
      chosen = (chosen + (event.key === 'ArrowDown' ? 1 : offered.length - 1)) % offered.length
      paintOffers()
    } else if (
      open &&
      (event.key === 'Tab' || (event.key === 'Enter' && box.value !== offered[chosen].command))
    ) {
      event.preventDefault()
      take(offered[chosen])
    } else if (open && event.key === 'Escape') list.hidden = true
    else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault()
      submit()
    }
  }

  return {
    node: el('div', { class: 'composer' }, list, el('div', { class: 'row' }, box, button), hint),
    /** Takes over the language and the place of the moment. */
    relabel() {
      const { label, words } = parts()
      box.placeholder = label
      box.setAttribute('aria-label', label)
      button.textContent = words.send
    },
  }
}

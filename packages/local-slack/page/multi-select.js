import { choicesOf, optionsOf } from './choices.js'
import { el } from './dom.js'

/** A select of several options: each chosen one is a chip that removes it, and the select offers the rest. */
export function multiSelect(element, { named, label, value, change, names, words }) {
  const groups = choicesOf(element, names)
  const nameOf = Object.fromEntries(groups.flatMap(group => group.choices))
  const max = element.max_selected_items ?? Number.POSITIVE_INFINITY
  let chosen = value ?? []
  const chips = el('div', { class: 'chips' })
  const select = el('select', {
    ...named,
    onchange: () => select.value !== '' && set([...chosen, select.value]),
  })

  function set(values) {
    chosen = values
    paint()
    ;(chips.querySelector('button:last-of-type') ?? select).focus()
    change(chosen.length > 0 ? chosen : null)
  }

  function paint() {
    const rest = groups.map(({ name, choices }) => ({
      name,
      choices: choices.filter(([one]) => !chosen.includes(one)),
    }))
    const hint = chosen.length < max ? (element.placeholder?.text ?? words.choose) : words.noMore(max)
    chips.replaceChildren(
      ...chosen.map(one =>
        el('button', {
          type: 'button',
          class: 'chip',
          'aria-label': words.takeOff(nameOf[one] ?? one),
          text: `${nameOf[one] ?? one} ✕`,
          onclick: () => set(chosen.filter(other => other !== one)),
        }),
      ),
    )
    select.replaceChildren(
      el('option', { value: '', text: hint }),
      ...(chosen.length < max ? optionsOf(rest) : []),
    )
  }
  paint()
  return el('div', { class: 'several', role: 'group', 'aria-label': label }, chips, select)
}

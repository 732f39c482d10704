import { el } from './dom.js'
import { faultWords } from './fault-words.js'

/** The button that opens and closes the fault panel and shows how many faults are on. */
export function faultButton({ data, words, section, toggle }) {
  if (!data.trouble) return undefined
  const mine = faultWords(words)
  const { on } = data.trouble
  return el(
    'button',
    {
      type: 'button',
      class: on > 0 ? 'alarmed' : undefined,
      'aria-label': on > 0 ? `${mine.title}${mine.on(on)}` : undefined,
      'aria-expanded': String(!section.hidden),
      'aria-controls': 'trouble',
      onclick: toggle,
    },
    on > 0 ? `${mine.title} · ${on}` : mine.title,
  )
}

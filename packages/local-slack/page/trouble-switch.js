import { el } from './dom.js'
import { troubleWords } from './trouble-words.js'

/** The button that opens and closes the trouble panel, and says how much is switched on. */
export function troubleSwitch({ data, words, section, toggle }) {
  if (!data.trouble) return undefined
  const mine = troubleWords(words)
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

import { el } from './dom.js'

const guideWords = {
  'zh-CN': { title: '试试看', done: '已完成' },
  en: { title: 'Try this', done: 'done' },
}

/**
 * The guided path in `details`, which stays folded once a person folded it; its steps come with the state.
 * Takes `travel(journey)`, `open(channel, thread)` and `fill(text, channel)`.
 */
export function createGuide(details, { travel, open, fill }) {
  const folded = localStorage.getItem('guide') ?? (innerWidth > 720 ? 'open' : 'folded')
  const summary = el('summary')
  const list = el('ol')
  const hint = el('p', { class: 'faint', 'aria-live': 'polite' })
  const button = el('button', { type: 'button', class: 'primary', onclick: act })
  let context
  details.append(summary, list, hint, button)
  details.open = folded === 'open'
  details.addEventListener('toggle', () => localStorage.setItem('guide', details.open ? 'open' : 'folded'))

  function act() {
    const { data, lang } = context
    const { fill: text, to, channel, thread } = data.guide.action
    if (text) fill(text[lang], channel)
    else if (channel) open(channel, thread)
    if (to) travel({ by: Math.max(1, to - data.time.now) })
  }

  return {
    update({ data, words }) {
      details.hidden = !data.guide
      if (!data.guide) return
      const lang = words.lang.slice(0, 2)
      const mine = guideWords[words.lang]
      details.parentElement.setAttribute('aria-label', mine.title)
      context = { data, lang }
      const { steps, next, hint: what, action } = data.guide
      summary.textContent = `${mine.title} ${steps.filter(step => step.done).length}/${steps.length}`
      list.replaceChildren(
        ...steps.map((step, index) =>
          el(
            'li',
            { class: step.done ? 'done' : undefined, 'aria-current': index === next && 'step' },
            step.title[lang],
            step.done && el('span', { class: 'tick', role: 'img', 'aria-label': mine.done, text: '✓' }),
          ),
        ),
      )
      if (hint.textContent !== what[lang]) hint.textContent = what[lang]
      button.hidden = !action
      button.textContent = action?.label[lang] ?? ''
      button.disabled = data.time.travelling
    },
  }
}

import { el } from './dom.js'
import { nameOf } from './head.js'
import { troubleLog } from './trouble-log.js'
import { troubleWords } from './trouble-words.js'

const kinds = ['429', '500', 'lost']

/** The panel of what can be made to go wrong, with the log beside it. `ask(body)` tells the workspace; `close()` puts it away. */
export function createTrouble(section, { ask, close }) {
  let state
  let place
  const button = (onclick, more = {}) => el('button', { type: 'button', onclick, ...more })
  const pressed = (node, on) => node.setAttribute('aria-pressed', String(on))

  const archived = button(() =>
    ask({ set: 'archived', ...place, on: !state.archived.includes(place.channel) }),
  )
  const removed = button(() => ask({ set: 'removed', ...place, on: !state.removed.includes(place.channel) }))
  const answers = kinds.map(kind =>
    button(() => {
      const on = state.answering?.to === kind
      ask({ set: 'answer', to: on ? null : kind, ...(times.value && { times: Number(times.value) }) })
    }),
  )
  const options = ['1', '3', ''].map(value => el('option', { value }))
  const times = el('select', {}, options)
  const twice = button(() => ask({ set: 'twice', on: !state.twice }))
  const stopped = button(() => ask({ set: 'stopped', on: !state.stopped }))
  const restart = button(() => ask({ set: 'restarted' }))
  const away = button(close, { class: 'away', text: '✕' })
  const [ofChannel, ofAnswers, ofApp] = [
    [archived, removed],
    [...answers, times],
    [twice, stopped, restart],
  ].map(nodes => el('fieldset', {}, el('legend'), nodes))
  const title = el('h2')
  const log = el('div', { class: 'log', tabindex: 0, role: 'region' })
  section.append(
    el('header', {}, title, away),
    el('div', { class: 'switches' }, ofChannel, ofAnswers, ofApp),
    log,
  )

  return {
    update({ data, words }) {
      if (!data.trouble) return
      const mine = troubleWords(words)
      state = data.trouble
      place = { channel: data.open?.id, user: data.me }
      section.setAttribute('aria-label', mine.title)
      title.textContent = mine.title
      away.setAttribute('aria-label', mine.close)
      ofChannel.firstChild.textContent = mine.channel(nameOf(data))
      ofAnswers.firstChild.textContent = mine.answers
      ofApp.firstChild.textContent = mine.app
      for (const [node, what] of [
        [archived, 'archived'],
        [removed, 'removed'],
      ]) {
        node.textContent = mine[what]
        node.disabled = data.place === 'app'
        pressed(node, state[what].includes(place.channel))
      }
      for (const [index, node] of answers.entries()) {
        const on = state.answering?.to === kinds[index]
        const { left } = state.answering ?? {}
        node.textContent = on && left ? `${mine[kinds[index]]}（${mine.left(left)}）` : mine[kinds[index]]
        pressed(node, on)
      }
      times.setAttribute('aria-label', mine.times)
      for (const [index, key] of ['once', 'thrice', 'always'].entries())
        options[index].textContent = mine[key]
      for (const [node, what] of [
        [twice, 'twice'],
        [stopped, 'stopped'],
      ]) {
        node.textContent = mine[what]
        pressed(node, state[what])
      }
      restart.textContent = mine.restart
      log.setAttribute('aria-label', mine.log)
      log.replaceChildren(troubleLog({ data, words, mine }))
    },
  }
}

import { el } from './dom.js'
import { faultLog } from './fault-log.js'
import { faultWords } from './fault-words.js'
import { nameOf } from './head.js'

const kinds = ['429', '500', 'lost']
const spans = ['once', 'thrice', 'always']
const counts = { once: '1', thrice: '3', always: '' }

/** The panel of faults with its log. `ask(body)` tells the workspace; `close()` closes the panel. */
export function createFaultPanel(section, { ask, close }) {
  const switches = createSwitches(ask)
  const { ofChannel, ofAnswers, ofApp } = switches
  const title = el('h2')
  const closer = el('button', { type: 'button', class: 'away', text: '✕', onclick: close })
  const log = el('div', { class: 'log', tabindex: 0, role: 'region' })
  section.append(
    el('header', {}, title, closer),
    el('div', { class: 'switches' }, ofChannel, ofAnswers, ofApp),
    log,
  )

  return {
    update({ data, words }) {
      if (!data.trouble) return
      const mine = faultWords(words)
      section.setAttribute('aria-label', mine.title)
      title.textContent = mine.title
      closer.setAttribute('aria-label', mine.close)
      ofChannel.firstChild.textContent = mine.channel(nameOf(data))
      ofAnswers.firstChild.textContent = mine.answers
      ofApp.firstChild.textContent = mine.app
      switches.update(data, mine)
      log.setAttribute('aria-label', mine.log)
      log.replaceChildren(faultLog({ data, words, mine }))
    },
  }
}

function createSwitches(ask) {
  let state
  let place
  const button = onclick => el('button', { type: 'button', onclick })
  const group = (...nodes) => el('fieldset', {}, el('legend'), ...nodes)
  const isOnHere = what => state[what].includes(place.channel)
  const inChannel = ['archived', 'removed'].map(what => [
    what,
    button(() => ask({ set: what, ...place, on: !isOnHere(what) })),
  ])
  const options = spans.map(span => el('option', { value: counts[span] }))
  const times = el('select', {}, options)
  const answers = kinds.map(kind => [
    kind,
    button(() => {
      const isOn = state.answering?.to === kind
      ask({ set: 'answer', to: isOn ? null : kind, ...(times.value && { times: Number(times.value) }) })
    }),
  ])
  const ofApp = ['twice', 'stopped'].map(what => [what, button(() => ask({ set: what, on: !state[what] }))])
  const restart = button(() => ask({ set: 'restarted' }))
  const nodesOf = list => list.map(([, node]) => node)

  return {
    ofChannel: group(nodesOf(inChannel)),
    ofAnswers: group(nodesOf(answers), times),
    ofApp: group(nodesOf(ofApp), restart),
    update(data, mine) {
      state = data.trouble
      place = { channel: data.open?.id, user: data.me }
      for (const [what, node] of inChannel) {
        node.disabled = data.place === 'app'
        relabel(node, mine[what], isOnHere(what))
      }
      const { to, left } = state.answering ?? {}
      for (const [kind, node] of answers)
        relabel(node, kind === to && left ? `${mine[kind]}（${mine.left(left)}）` : mine[kind], kind === to)
      for (const [what, node] of ofApp) relabel(node, mine[what], state[what])
      times.setAttribute('aria-label', mine.times)
      for (const [index, span] of spans.entries()) options[index].textContent = mine[span]
      restart.textContent = mine.restart
    },
  }
}

function relabel(node, text, isOn) {
  node.textContent = text
  node.setAttribute('aria-pressed', String(isOn))
}

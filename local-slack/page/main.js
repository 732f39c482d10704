import { composer } from './composer.js'
import { byId, el } from './dom.js'
import { messageList } from './messages.js'
import { paintModal } from './modal.js'
import { roomName, sidebar } from './sidebar.js'
import { top } from './top.js'
import { wordsFor } from './words.js'

const place = { user: sessionStorage.getItem('user') ?? '', channel: '', thread: undefined, written: 0 }
const read = new Map()
let data
let opened
let words = wordsFor(navigator.language)

async function post(path, body) {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return response.json()
}

/** Does something as the person; says why when it fails. */
async function send(did) {
  const outcome = await post('/page-api/do', { user: place.user, ...did })
  if (outcome.error) notice(words.failed(words[outcome.error] ?? outcome.error))
  await refresh()
  return outcome
}

function notice(text) {
  byId('notice').textContent = text
  clearTimeout(notice.timer)
  notice.timer = setTimeout(() => byId('notice').replaceChildren(), 6_000)
}

let asking
let again = false

/** Fetches what the person sees and paints it; calls while one is under way are answered by one more. */
function refresh() {
  if (asking) {
    again = true
    return asking
  }
  asking = (async () => {
    do {
      again = false
      const response = await fetch(`/page-api/state?user=${encodeURIComponent(place.user)}`)
      data = await response.json()
      if (!again) paint()
    } while (again)
  })().finally(() => {
    asking = undefined
  })
  return asking
}

function paint() {
  opened ??= String(data.time.now / 1000)
  place.user = data.me
  words = wordsFor(data.users[data.me].locale)
  document.documentElement.lang = words.lang
  const channel = data.channels.find(one => one.id === place.channel) ?? data.channels[0]
  place.channel = channel.id
  read.set(`${data.me} ${channel.id}`, channel.messages.at(-1)?.ts ?? opened)
  const follow = followers(`${data.me} ${channel.id}`)
  replace('top', data.time.travelling, top({ data, words, travel, become }))
  replace('sidebar', '', sidebar({ data, words, channel: channel.id, unread, open }))
  byId('channel-name').replaceChildren(
    channel.kind === 'im' ? '' : '# ',
    roomName(channel, data),
    el('span', { class: 'faint', text: channel.archived ? words.archived : words.members(channel.members) }),
  )
  const inChannel = channel.messages.filter(one => !one.threadTs || one.threadTs === one.ts || one.broadcast)
  paintMessages('messages', inChannel, channel)
  paintThread(channel)
  for (const region of follow) region.scrollTop = region.scrollHeight
  for (const box of [channelBox, threadBox]) box.relabel()
  paintModal(data.view, { user: data.me, names: data, words, send, act: send })
}

const painted = new Map()

/** Paints a region anew only when it would say something else, so that nobody loses the focus. */
function replace(id, also, nodes) {
  const fresh = el('div', {}, nodes).innerHTML + also
  if (painted.get(id) === fresh) return
  painted.set(id, fresh)
  byId(id).replaceChildren(...nodes)
}

function paintMessages(id, messages, channel, inThread = false) {
  const region = byId(id)
  const key = JSON.stringify([data.me, channel.id, inThread && place.thread, messages])
  if (painted.get(id) === key) return
  painted.set(id, key)
  const nodes = messageList(messages, {
    names: data,
    words,
    inThread,
    act: (message, did) => send({ channel: channel.id, ts: message.ts, ...did }),
    openThread: ts => {
      place.thread = ts
      paint()
    },
  })
  const refocus = focusIn(region)
  region.replaceChildren(...(nodes.length > 0 ? nodes : [el('p', { class: 'faint', text: words.empty })]))
  refocus()
}

/** The lists that are to show their end: newly opened ones, and those whose end is in sight. */
function followers(where) {
  return [byId('messages'), byId('thread-messages')].filter(region => {
    const here = `${where} ${region.id === 'messages' ? '' : place.thread} ${place.written}`
    const moved = region.dataset.where !== here
    region.dataset.where = here
    return moved || region.scrollHeight - region.scrollTop - region.clientHeight < 40
  })
}

/** Remembers which control of which message has the focus; what it returns gives it back. */
function focusIn(region) {
  const article = region.contains(document.activeElement) && document.activeElement.closest('article')
  if (!article) return () => {}
  const controlsOf = one => [...one.querySelectorAll('button, select, input')]
  const index = controlsOf(article).indexOf(document.activeElement)
  return () => {
    const again = region.querySelector(`[data-ts="${article.dataset.ts}"]`)
    const controls = again ? controlsOf(again) : []
    ;(controls[index] ?? controls[0])?.focus()
  }
}

function paintThread(channel) {
  const messages = channel.messages.filter(one => one.ts === place.thread || one.threadTs === place.thread)
  const shown = place.thread !== undefined && messages.length > 0
  byId('thread').hidden = !shown
  document.body.classList.toggle('with-thread', shown)
  if (!shown) return
  const close = () => {
    place.thread = undefined
    paint()
  }
  replace('thread-head', '', [
    el('h2', { text: words.thread }),
    el('button', { type: 'button', 'aria-label': words.close, text: '✕', onclick: close }),
  ])
  paintMessages('thread-messages', messages, channel, true)
}

function unread(channel) {
  const since = read.get(`${data.me} ${channel.id}`) ?? opened
  return channel.messages.filter(
    one => one.ts > since && one.user !== data.me && !one.private && (!one.threadTs || one.broadcast),
  ).length
}

function open(channel) {
  place.channel = channel
  place.thread = undefined
  paint()
}

function become(user) {
  place.user = user
  sessionStorage.setItem('user', user)
  refresh()
}

async function travel(journey) {
  const outcome = await post('/page-api/travel', journey)
  if (outcome.error) notice(words.failed(outcome.error))
  await refresh()
}

async function write(text, threadTs) {
  const { channel } = place
  place.written++
  const [command] = text.split(/\s/, 1)
  if (!command.startsWith('/')) return !(await send({ do: 'say', channel, text, threadTs })).error
  if (threadTs) return notice(words.noCommandInThread)
  if (!data.commands.some(one => one.command === command)) return notice(words.unknownCommand(command))
  return !(await send({ do: 'command', channel, command, text: text.slice(command.length).trim() })).error
}

const channelBox = composer(
  () => {
    const channel = data.channels.find(one => one.id === place.channel)
    const name = `${channel.kind === 'im' ? '' : '#'}${roomName(channel, data)}`
    return { label: words.write(name), words, commands: data.commands }
  },
  text => write(text),
)
const threadBox = composer(
  () => ({ label: words.writeThread, words, commands: [] }),
  text => write(text, place.thread),
)
byId('composer').append(channelBox.node)
byId('thread-composer').append(threadBox.node)

await refresh()
const changes = new EventSource('/page-api/events')
changes.onmessage = () => refresh()
changes.onerror = () => notice(words.lost)
setInterval(() => document.hidden || refresh(), 10_000)

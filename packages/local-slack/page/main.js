import { oneAtATime, post } from './ask.js'
import { boxes, closedBecause } from './boxes.js'
import { byId, el } from './dom.js'
import { byTouch, narrow, setDrawer, wireDrawer } from './drawer.js'
import { nameOf, nameRegions, paintHead } from './head.js'
import { homeItems, tabsOf } from './home.js'
import { keep, replace } from './keep.js'
import { messageItems } from './messages.js'
import { paintModal } from './modal.js'
import { followers, keepEnds } from './scrolling.js'
import { sidebarItems } from './sidebar.js'
import { withSlackbot } from './slackbot.js'
import { inChannel, inThread, threadHead } from './thread.js'
import { top } from './top.js'
import { createTryOut } from './try-out.js'
import { wordsFor } from './words.js'
import { workspaces } from './workspaces.js'

const place = {
  user: sessionStorage.getItem('user') ?? '',
  at: '',
  tab: 'home',
  thread: undefined,
  written: 0,
}
/** The last person and place in each workspace. */
const lastIn = new Map()
let data
let words = wordsFor(navigator.language)
let opening = false

/** Acts as the person; shows the reason of a failure. */
async function send(did) {
  const outcome = await post('/page-api/do', { user: place.user, ...did })
  if (outcome.error && did.do !== 'command') notice(words.failed(words[outcome.error] ?? outcome.error))
  await refresh()
  return outcome
}

/** Shows a notice for six seconds; in the open form if there is one, because the page behind it is inert. */
function notice(text) {
  const form = byId('modal')
  const line = form.open ? form.querySelector('.failed') : byId('notice')
  line.textContent = text
  setTimeout(() => line.textContent === text && line.replaceChildren(), 6_000)
}

/** Fetches the person's state and paints it. */
const refresh = oneAtATime(async isOld => {
  const asked = new URLSearchParams({ user: place.user, place: place.at })
  const response = await fetch(`/page-api/state?${asked}`)
  data = await response.json()
  if (!isOld()) paint()
})

function paint() {
  place.user = data.me
  place.at = data.place
  words = wordsFor(data.users[data.me].locale)
  const inApp = data.place === 'app'
  if (inApp && !tabsOf(data).includes(place.tab)) place.tab = tabsOf(data)[0]
  const inHome = inApp && place.tab === 'home'
  if (!inHome) readHere()
  const where = `${data.me} ${data.place}${inHome ? ' home' : ` ${place.written}`}`
  const follow = followers({ messages: where, 'thread-messages': `${where} ${place.thread}` })
  const more = tryOut.button({ data, words })
  replace('top', top({ data, words, travel, become, more }), data.time.travelling)
  replace('workspaces', workspaces({ data, words, visit }))
  keep(byId('sidebar'), sidebarItems({ data, words, open }))
  paintHead({ data, words, tab: place.tab, openTab })
  tryOut.update({ data, words })
  if (inHome) keep(byId('messages'), homeItems({ data, words, send, opening }))
  else paintMessages('messages', inChannel(messagesHere()))
  paintThread()
  follow()
  for (const one of Object.values(box)) one.relabel(closedBecause({ data, words }, inHome))
  paintModal(data.view, { user: data.me, names: data, words, send })
  nameRegions({ data, words })
}

/** Marks the open conversation as read. */
function readHere() {
  const { open: here, app, channels, me } = data
  if (document.hidden || !here?.unread) return
  const row = channels.find(one => one.id === here.id) ?? app
  row.unread = here.unread = 0
  post('/page-api/do', { do: 'read', user: me, channel: here.id, ts: here.messages.at(-1).ts })
}

const messagesHere = () => withSlackbot(data.open?.messages ?? [], { user: data.me, channel: data.open?.id })

function paintMessages(id, messages, isThread = false) {
  const channel = data.open?.id
  const items = messageItems(messages, {
    names: data,
    words,
    inThread: isThread,
    shortcuts: data.shortcuts.filter(one => one.type === 'message'),
    act: (message, did) => send({ channel, ts: message.ts, ...did }),
    openThread,
  })
  const empty = data.commands.length > 0 && data.place !== 'app' ? words.empty : words.emptyHere
  const nothing = { key: 'empty', says: empty, node: () => el('p', { class: 'faint', text: empty }) }
  keep(byId(id), items.length > 0 ? items : [nothing])
}

function paintThread() {
  const messages = inThread(messagesHere(), place.thread)
  const shown = messages.length > 0
  byId('thread').hidden = !shown
  byId('channel').inert = narrow() && (shown || document.body.classList.contains('with-drawer'))
  document.body.classList.toggle('with-thread', shown)
  if (!shown) {
    place.thread = undefined
    return
  }
  replace('thread-head', threadHead({ words, name: nameOf(data), close: closeThread }))
  paintMessages('thread-messages', messages, true)
}

async function open(at, thread) {
  Object.assign(place, { at, thread })
  setDrawer(false)
  if (at === 'app') return openTab(data.app.unread > 0 ? 'messages' : tabsOf(data)[0])
  await refresh()
  if (!byTouch()) box.channel.focus()
}

/** Opens a tab of the app's page and sends `app_home_opened`. */
async function openTab(tab) {
  Object.assign(place, { tab, thread: undefined })
  opening = true
  await send({ do: 'home', tab })
  opening = false
  paint()
  byId(`tab-${tab}`)?.focus()
}

function openThread(ts) {
  place.thread = ts
  paint()
  if (byTouch()) byId('thread-messages').focus()
  else box.thread.focus()
}

function closeThread() {
  const key = place.thread
  place.thread = undefined
  paint()
  const root = byId('messages').querySelector(`[data-key="${key}"]`)
  ;(root?.querySelector('.replies, .tools button') ?? byId('messages')).focus()
}

/** Moves the clock or calls one of the page's extras; shows the reason of a failure. */
async function ask(name, body = {}) {
  const outcome = await post(`/page-api/${name}`, body)
  if (outcome.error) notice(words.failed(outcome.error))
  await refresh()
}

async function become(user) {
  sessionStorage.setItem('user', user)
  place.user = user
  await refresh()
  if (data.place === 'app') await send({ do: 'home', tab: place.tab })
}

function visit(team) {
  lastIn.set(data.users[data.me].team, { user: data.me, at: data.place })
  const { user, at } = lastIn.get(team.id) ?? { user: team.people[0], at: '' }
  Object.assign(place, { at, thread: undefined })
  return become(user)
}

const travel = journey => ask('travel', journey)

const box = boxes({
  now: () => ({ data, words, thread: place.thread }),
  wrote: () => place.written++,
  send,
  refresh,
  notice,
})
byId('thread').addEventListener('keydown', event => {
  if (event.key === 'Escape' && !event.defaultPrevented && !event.target.closest('[popover]')) closeThread()
})
wireDrawer()

const tryOut = createTryOut({ travel, open, ask, write: box.channel.fill, repaint: paint })

keepEnds(['messages', 'thread-messages'])
// Not every browser makes a scrolling list reachable by keyboard by itself.
for (const id of ['messages', 'thread-messages', 'sidebar']) byId(id).tabIndex = id === 'sidebar' ? -1 : 0

await refresh()
if (data.sample) {
  place.at = data.sample.channel
  await refresh()
}
if (!byTouch()) box.channel.focus()
document.body.dataset.ready = ''
const changes = new EventSource('/page-api/events')
changes.onmessage = () => refresh()
changes.onerror = () => notice(words.lost)
document.addEventListener('visibilitychange', () => document.hidden || refresh())
setInterval(() => document.hidden || refresh(), 10_000)

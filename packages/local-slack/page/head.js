import { byId, el } from './dom.js'
import { tabRow } from './home.js'
import { replace } from './keep.js'

/** The name of the open conversation: the app's, or the channel's after `#`. */
export const nameOf = ({ place, app, users, open }) =>
  place === 'app' ? users[app.user].name : `#${open?.name ?? ''}`

/** The head above the messages: the name, facts about the channel, the app's tabs. */
export function paintHead({ data, words, tab, openTab }) {
  const inApp = data.place === 'app'
  const { members, archived, sharedWith = [] } = data.open ?? {}
  const about = archived ? words.archived : words.members(members)
  const facts = inApp ? [] : [about, ...sharedWith.map(words.sharedWith)]
  replace('channel-name', [
    el('span', { text: nameOf(data) }),
    ...facts.map(text => el('span', { class: 'faint', text })),
  ])
  replace('channel-tabs', inApp ? [tabRow({ data, words, tab, choose: openTab })] : [])
}

/** Names the regions of the page in the current language. */
export function nameRegions({ data, words }) {
  document.documentElement.lang = words.lang
  document.title = `${nameOf(data)} · ${data.team}`
  const names = {
    messages: words.messagesIn(nameOf(data)),
    'thread-messages': words.messagesIn(words.thread),
    thread: words.thread,
    workspaces: words.workspaces,
    upcoming: words.upcoming,
    sidebar: words.conversations,
    'drawer-button': words.conversations,
  }
  for (const [id, name] of Object.entries(names)) byId(id).setAttribute('aria-label', name)
}

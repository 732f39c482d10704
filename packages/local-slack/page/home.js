import { el } from './dom.js'
import { walk } from './menu.js'
import { viewBlocks } from './view.js'

/** The tabs that the app's own page has: `home`, `messages`. */
export const tabsOf = ({ app, open }) => [
  ...(app.homeTab ? ['home'] : []),
  ...(app.messagesTab || !app.homeTab || open?.messages.length > 0 ? ['messages'] : []),
]

/** The row of tabs; `choose(tab)` opens one. */
export const tabRow = ({ data, words, tab, choose }) =>
  el(
    'div',
    { class: 'tabs', role: 'tablist', 'aria-label': words.tabs },
    tabsOf(data).map(one =>
      el('button', {
        type: 'button',
        role: 'tab',
        id: `tab-${one}`,
        'aria-selected': String(one === tab),
        'aria-controls': one === tab ? 'messages' : undefined,
        tabindex: one === tab ? '0' : '-1',
        text: words[one],
        onclick: () => choose(one),
        onkeydown: event =>
          walk(event, [...event.currentTarget.parentElement.children], ['ArrowLeft', 'ArrowRight']),
      }),
    ),
  )

/** The Home tab that the app published for the person, or a note that there is none, as items for `keep`. */
export const homeItems = ({ data, words, send, opening }) => [
  data.home
    ? {
        key: data.home.id,
        says: `${data.home.hash} ${words.lang}`,
        node: () => el('div', { class: 'home' }, viewBlocks(data.home, { names: data, words, send })),
      }
    : {
        key: 'no-home',
        says: `${opening} ${words.lang}`,
        node: () => el('p', { class: 'faint', text: opening ? words.opening : words.noHome }),
      },
]

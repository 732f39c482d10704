import { byId } from './dom.js'

/** Where the page is narrow the channels lie in a drawer: this opens it, and closes it again. */
export function setDrawer(open) {
  const button = byId('drawer-button')
  if (document.body.classList.contains('with-drawer') === open) return
  document.body.classList.toggle('with-drawer', open)
  button.setAttribute('aria-expanded', String(open))
  for (const id of ['top', 'channel', 'thread']) byId(id).inert = open
  if (open) document.querySelector('#sidebar .room[aria-current]')?.focus()
  else button.focus()
}

/** What opens and closes it: its button, the page beside it, Escape. */
export function wireDrawer() {
  byId('drawer-button').addEventListener('click', () => setDrawer(true))
  byId('drawer-shade').addEventListener('click', () => setDrawer(false))
  byId('side').addEventListener('keydown', event => event.key === 'Escape' && setDrawer(false))
}

/** Where the page shows one thing at a time. */
export const narrow = () => matchMedia('(max-width: 720px)').matches

/** Where fingers are the pointer, a box that takes the focus would bring the keyboard up. */
export const byTouch = () => matchMedia('(hover: none)').matches

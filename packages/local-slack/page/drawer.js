import { byId } from './dom.js'

/** Opens or closes the drawer that holds the channels on a narrow page. */
export function setDrawer(open) {
  const button = byId('drawer-button')
  if (document.body.classList.contains('with-drawer') === open) return
  document.body.classList.toggle('with-drawer', open)
  button.setAttribute('aria-expanded', String(open))
  for (const id of ['top', 'channel', 'thread']) byId(id).inert = open
  if (open) document.querySelector('#sidebar .room[aria-current]')?.focus()
  else button.focus()
}

/** Its button opens the drawer; a click on the page next to it or Escape closes it. */
export function wireDrawer() {
  byId('drawer-button').addEventListener('click', () => setDrawer(true))
  byId('drawer-shade').addEventListener('click', () => setDrawer(false))
  byId('side').addEventListener('keydown', event => event.key === 'Escape' && setDrawer(false))
}

/** True where the page shows one thing at a time. */
export const narrow = () => matchMedia('(max-width: 720px)').matches

/** True on a touch screen, where focusing a box would open the on-screen keyboard. */
export const byTouch = () => matchMedia('(hover: none)').matches

import { el } from './dom.js'

let ids = 0

/** A button that opens a menu of `{ text, choose }`: arrows, Home and End move in it, Escape leaves it. */
export function menuButton({ label, sign, className = 'act' }, items) {
  const opener = el('button', {
    type: 'button',
    class: className,
    'aria-label': label,
    'aria-haspopup': 'menu',
    'aria-expanded': 'false',
    text: sign,
  })
  const menu = el(
    'div',
    { class: 'menu', id: `menu-${++ids}`, popover: 'auto', role: 'menu', 'aria-label': label },
    items.map(({ text, choose }) =>
      el('button', {
        type: 'button',
        role: 'menuitem',
        tabindex: '-1',
        text,
        onclick: () => {
          menu.hidePopover()
          opener.focus()
          choose()
        },
      }),
    ),
  )
  opener.popoverTargetElement = menu
  // Opened here rather than by the browser, so that its first entry has the focus at the next key.
  opener.addEventListener('click', event => {
    event.preventDefault()
    if (menu.togglePopover()) place(menu, opener)
  })
  menu.addEventListener('toggle', ({ newState }) => {
    opener.setAttribute('aria-expanded', String(newState === 'open'))
  })
  menu.addEventListener('keydown', event => {
    if (event.key === 'Tab') menu.hidePopover()
    else walk(event, [...menu.children])
  })
  return el('span', {}, opener, menu)
}

function place(menu, opener) {
  const { left, top, bottom } = opener.getBoundingClientRect()
  const { offsetWidth: width, offsetHeight: height } = menu
  menu.style.left = `${Math.max(4, Math.min(left, innerWidth - width - 8))}px`
  menu.style.top = `${bottom + height + 8 < innerHeight ? bottom + 4 : Math.max(4, top - height - 4)}px`
  menu.firstElementChild?.focus()
}

/** Moves the focus among the nodes of a list: arrows, Home, End. True when the key was one of them. */
export function walk(event, nodes, [back, on] = ['ArrowUp', 'ArrowDown']) {
  const at = nodes.indexOf(document.activeElement)
  const to = { [back]: at - 1, [on]: at + 1, Home: 0, End: nodes.length - 1 }[event.key]
  if (to === undefined || nodes.length === 0) return false
  event.preventDefault()
  nodes.at(to % nodes.length).focus()
  return true
}

import { byId, el } from './dom.js'
import { textNode } from './mrkdwn.js'

/** Slack's question before an action; resolves true when the person agrees. */
export function confirmed({ title, text, confirm, deny, style }, names) {
  const dialog = byId('confirm')
  dialog.returnValue = ''
  dialog.setAttribute('aria-label', title.text)
  dialog.replaceChildren(
    el(
      'form',
      { method: 'dialog' },
      el('h2', { text: title.text }),
      el('p', {}, textNode(text, names)),
      el(
        'menu',
        {},
        el('button', { value: '', text: deny.text }),
        el('button', { value: 'yes', class: style ?? 'primary', text: confirm.text, autofocus: true }),
      ),
    ),
  )
  dialog.showModal()
  return new Promise(resolve =>
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true }),
  )
}

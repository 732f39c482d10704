import { byId, el } from './dom.js'
import { textNode } from './mrkdwn.js'

/** Slack's confirmation dialog; resolves true when the person confirms. */
export function confirmed({ title, text, confirm, deny, style }, names) {
  const dialog = byId('confirm')
  dialog.setAttribute('aria-label', title.text)
  return new Promise(resolve => {
    // Not at `close`: that event comes later, when the next question may be open already.
    dialog.oncancel = () => resolve(false)
    dialog.replaceChildren(
      el(
        'form',
        { method: 'dialog', onsubmit: event => resolve(event.submitter?.value === 'yes') },
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
  })
}

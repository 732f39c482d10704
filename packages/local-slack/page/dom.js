/**
 * An element with attributes (`on...` adds a listener, `text` sets its text) and children; undefined ones are
 * skipped.
 */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value)
    else if (name === 'text') node.textContent = value
    else node.setAttribute(name, value === true ? '' : value)
  }
  node.append(...children.flat().filter(child => child !== undefined && child !== false))
  return node
}

export const byId = id => document.getElementById(id)

/** The visible text of blocks or a view, a line for each piece; mentions as @id, controls in brackets. */
export function reading(value: unknown): string {
  return linesOf(value)
    .join('\n')
    .replace(/\n{2,}/g, '\n')
    .trim()
}

function linesOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(linesOf)
  if (typeof value !== 'object' || value === null) return []
  const node = new Map<string, unknown>(Object.entries(value))
  const inner = (key: string) => linesOf(node.get(key))
  const all = (keys: string[]) => keys.flatMap(inner)
  switch (node.get('type')) {
    case 'rich_text_section':
    case 'rich_text_preformatted':
    case 'rich_text_quote': {
      const elements: unknown = node.get('elements')
      return [Array.isArray(elements) ? elements.map(inline).join('') : '']
    }
    case 'rich_text_list': {
      const elements: unknown = node.get('elements')
      return Array.isArray(elements) ? elements.flatMap(linesOf).map(line => `• ${line}`) : []
    }
    case 'button':
      return [`[${inner('text').join('')}]`]
    case 'overflow':
      return [`[…: ${inner('options').join(' | ')}]`]
    case 'static_select':
      return [`[${inner('placeholder').join('')}: ${inner('options').join(' | ')}]`]
    case 'plain_text':
    case 'mrkdwn':
      return [String(node.get('text'))]
    case 'actions': {
      return [inner('elements').join(' ')]
    }
    case 'input':
      return [`${all(['label']).join('')}: ${all(['element']).join(' / ')}`]
    default:
      return all([
        'title',
        'text',
        'elements',
        'accessory',
        'blocks',
        'options',
        'label',
        'hint',
        'element',
        'placeholder',
      ])
  }
}

function inline(element: unknown): string {
  if (typeof element !== 'object' || element === null) return ''
  const node = new Map<string, unknown>(Object.entries(element))
  if (node.get('type') === 'user') return `@${String(node.get('user_id'))}`
  if (node.get('type') === 'channel') return `#${String(node.get('channel_id'))}`
  return String(node.get('text'))
}

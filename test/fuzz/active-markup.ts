export type Node = { [key: string]: unknown }
export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The objects in a list, or none. */
export const nodesIn = (value: unknown): Node[] => (Array.isArray(value) ? value.filter(isNode) : [])

/** Ids that only hostile text contains: the product must never mention them. */
export const evil = { user: 'U0EVIL', channel: 'C0EVIL', host: 'evil.example' }

/** Typed markup that Slack would act on: mentions, pings, links and images, in text or in blocks. */
export function activeMarkup({ text, blocks }: { text: string; blocks: unknown }): string[] {
  return [...inMarkup(text), ...inBlocks(blocks)]
}

const inMarkup = (text: string): string[] =>
  (text.match(/<[^>]*>?/g) ?? [])
    .filter(found => !/^<(@U0|#C0)(?!EVIL)[A-Z0-9]*>$/.test(found))
    .map(found => `live: ${found}`)

function inBlocks(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(inBlocks)
  if (!isNode(value)) return []
  const { type, text, user_id, channel_id } = value
  const here = [
    ...(type === 'mrkdwn' ? inMarkup(String(text)) : []),
    ...(['link', 'broadcast', 'usergroup', 'image', 'emoji', 'date'].includes(String(type))
      ? [`live: ${type}`]
      : []),
    ...(user_id === evil.user || channel_id === evil.channel ? ['live: a mention that was typed'] : []),
    ...('url' in value || 'image_url' in value ? ['live: an address'] : []),
  ]
  return [...here, ...Object.values(value).flatMap(inBlocks)]
}

/** Every button, menu and select in blocks. */
export function interactiveIn(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(interactiveIn)
  if (!isNode(value)) return []
  const here = typeof value.action_id === 'string' && value.type !== 'plain_text_input' ? [value] : []
  return [...here, ...Object.values(value).flatMap(interactiveIn)]
}

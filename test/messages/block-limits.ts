// Slack's limits, kept apart from the product's own constants, so that one wrong number cannot hide in both.
const maxLengths: Record<string, number> = {
  header: 150,
  button: 75,
  option: 75,
  label: 150,
  placeholder: 150,
  title: 24,
}

type Node = { [key: string]: unknown }
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const nodes = (value: unknown): Node[] => (Array.isArray(value) ? value.filter(isNode) : [])
const textOf = (value: unknown): string => (isNode(value) ? String(value.text) : '')

/** Every violation of Block Kit's limits in a message, with its place. */
export function faultsOfMessage({ text, blocks }: { text: string; blocks: unknown }): string[] {
  const all = nodes(blocks)
  return [
    ...(text.trim() === '' ? ['text: empty'] : []),
    ...(text.length > 3900 ? [`text: ${text.length} characters`] : []),
    ...(all.length === 0 || all.length > 50 ? [`blocks: ${all.length}`] : []),
    ...(charactersOf(blocks) >= 13_000 ? [`blocks: ${charactersOf(blocks)} characters`] : []),
    ...faultsOfBlocks(all),
    ...pings(text),
  ]
}

/** Every violation of Block Kit's limits in a modal or a Home tab. */
export function faultsOfView(view: unknown): string[] {
  if (!isNode(view)) return ['view: none']
  const all = nodes(view.blocks)
  const named = all.filter(({ type }) => type === 'input')
  return [
    ...(all.length === 0 || all.length > 100 ? [`blocks: ${all.length}`] : []),
    ...['title', 'submit', 'close'].flatMap(key =>
      textOf(view[key]).length > 24 ? [`${key}: too long`] : [],
    ),
    ...(named.length > 0 && !view.submit ? ['submit: missing'] : []),
    ...named.flatMap(({ block_id, element }) =>
      block_id && isNode(element) && element.action_id === 'value' ? [] : ['input: unnamed'],
    ),
    ...faultsOfBlocks(all),
  ]
}

function faultsOfBlocks(blocks: Node[]): string[] {
  const ids = blocks.flatMap(({ block_id }) => (block_id === undefined ? [] : [String(block_id)]))
  return [
    ...(new Set(ids).size < ids.length ? ['block_id: twice'] : []),
    ...blocks.flatMap((block, index) => faultsIn(block, `${index}:${String(block.type)}`)),
  ]
}

function faultsIn(value: unknown, place: string): string[] {
  if (Array.isArray(value)) return value.flatMap((each, index) => faultsIn(each, `${place}/${index}`))
  if (!isNode(value)) return []
  return [
    ...faultsOfNode(value).map(fault => `${place}: ${fault}`),
    ...Object.entries(value).flatMap(([key, part]) => faultsIn(part, `${place}/${key}`)),
  ]
}

function faultsOfNode(node: Node): string[] {
  const { type, text, elements, options } = node
  const written = typeof text === 'string' ? text : textOf(text)
  const faults: string[] = []
  const checkMax = (limit: number, length: number, what: string) => {
    if (length > limit) faults.push(`${what} ${length}, at most ${limit}`)
  }
  if (typeof text === 'string') {
    if (text === '') faults.push('empty text')
    if (!text.isWellFormed()) faults.push('half a character')
    if (/[\u202A-\u202E\u2066\u2067]/.test(text)) faults.push('bidirectional control')
    if (openIsolates(text) !== 0) faults.push('an isolate left open')
  }
  if (type === 'mrkdwn') faults.push(...pings(written))
  if (type === 'section') checkMax(3000, written.length, 'section')
  if (type === 'header' || type === 'button') checkMax(maxLengths[type] ?? 0, written.length, type)
  if (type === 'button') checkMax(2000, String(node.value ?? '').length, 'value')
  if (type === 'context') checkMax(10, nodes(elements).length, 'context elements')
  if (type === 'actions') {
    checkMax(25, nodes(elements).length, 'actions')
    const ids = nodes(elements).map(({ action_id }) => String(action_id))
    if (new Set(ids).size < ids.length) faults.push('action_id twice')
  }
  if (type === 'overflow') checkMax(5, nodes(options).length, 'overflow')
  if (type === 'static_select') checkMax(100, nodes(options).length, 'options')
  for (const option of nodes(options)) {
    checkMax(75, textOf(option.text).length, 'option')
    checkMax(75, String(option.value).length, 'option value')
  }
  if (type === 'plain_text_input')
    checkMax(Number(node.max_length), String(node.initial_value ?? '').length, 'value')
  if (type === 'input') checkMax(150, textOf(node.label).length, 'label')
  if (type === 'broadcast' || type === 'usergroup') faults.push(`pings: ${String(type)}`)
  if (type === 'user' && !/^[UW][A-Z0-9]+$/.test(String(node.user_id))) faults.push('no user id')
  if (type === 'link') faults.push('a link')
  if (type === 'rich_text_section' && nodes(elements).length === 0) faults.push('an empty line')
  if (type === 'plain_text' && node.emoji !== false) faults.push('emoji names are read')
  return faults
}

/** Unescaped `<…>` in mrkdwn, which Slack would act on. The samples' own mentions are allowed. */
const pings = (text: string): string[] =>
  (text.match(/<[^>]*>?/g) ?? [])
    .filter(found => !/^<(@U0|#C)[A-Z0-9]*>$/.test(found))
    .map(found => `unescaped: ${found}`)

const openIsolates = (text: string) => text.split('\u2068').length - text.split('\u2069').length

function charactersOf(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, each) => sum + charactersOf(each), 0)
  if (!isNode(value)) return 0
  return Object.entries(value).reduce(
    (sum, [key, part]) =>
      sum + (key === 'text' && typeof part === 'string' ? part.length : charactersOf(part)),
    0,
  )
}

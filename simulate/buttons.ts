import type { KnownBlock } from '@slack/web-api'
import type { Controls } from './chronicle.ts'

/** The buttons of a reminder, as a person sees them; undefined without _Got it_. */
export function controlsOf(blocks: KnownBlock[]): Controls | undefined {
  for (const block of blocks) {
    if (block.type !== 'actions' || !block.block_id) continue
    if (!block.elements.some(({ action_id }) => action_id === 'case:ack')) continue
    const offers = block.elements.flatMap(element =>
      element.type === 'static_select' && element.action_id === 'case:snooze'
        ? (element.options ?? []).map(({ value = '' }) => Date.parse(value.split(' ').at(-1) ?? ''))
        : [],
    )
    return { reminder: block.block_id, offers }
  }
  return undefined
}

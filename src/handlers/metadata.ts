import type { ModalView } from '@slack/web-api'
import { z } from 'zod'

const metadata = z.object({
  channel: z.string(),
  responseUrl: z.string(),
  id: z.string().optional(),
  /** What the fields held when the form was opened. */
  shown: z.record(z.string(), z.string()).optional(),
})

/** What a form remembers: where it was opened, where its answer goes, its complaint. A hint, never a permission. */
export type Metadata = z.infer<typeof metadata>

export const writeMetadata = (value: Metadata): string => JSON.stringify(value)

/** What a form remembered; `undefined` when it is none of ours. */
export function readMetadata(text: string): Metadata | undefined {
  try {
    return metadata.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

/** What the fields of a form hold before anybody has typed, by block. */
export function shownIn(view: ModalView): Record<string, string> {
  const shown: Record<string, string> = {}
  for (const block of view.blocks) {
    if (!('element' in block) || !block.block_id) continue
    const { element } = block
    const held = [
      'initial_value' in element && element.initial_value,
      'initial_date' in element && element.initial_date,
      'initial_time' in element && element.initial_time,
      'initial_users' in element && element.initial_users?.map(user => `<@${user}>`).join(','),
      'initial_option' in element && element.initial_option?.value,
      'initial_options' in element && element.initial_options?.map(({ value }) => value).join(','),
    ].find(value => typeof value === 'string')
    if (held) shown[block.block_id] = held
  }
  return shown
}

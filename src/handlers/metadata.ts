import { z } from 'zod'

const metadata = z.object({ channel: z.string(), responseUrl: z.string(), id: z.string().optional() })

/** What a form remembers: where it was opened, where its answer goes, and its complaint. A hint, never a permission. */
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

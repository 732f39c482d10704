import { z } from 'zod'

const metadata = z.object({
  channel: z.string(),
  responseUrl: z.string(),
  id: z.string().optional(),
  /** The values of the fields when the form was opened, by block. */
  shown: z.record(z.string(), z.string()).optional(),
})

/**
 * A form's memory: the channel where it was opened, the address for its answer (empty: the person's Home),
 * its complaint. It can be forged, so it grants no permission.
 */
export type Metadata = z.infer<typeof metadata>

export const writeMetadata = (value: Metadata): string => JSON.stringify(value)

/** Reads a form's metadata; `undefined` if it is not ours. */
export function readMetadata(text: string): Metadata | undefined {
  try {
    return metadata.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

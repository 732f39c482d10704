import type { z } from 'zod'
import { type Complaint, complaintSchema } from './complaint.ts'

type Parts<Whole> = { [Part in keyof Whole]-?: z.ZodType<Whole[Part]> }

const { outbox, ...rest } = complaintSchema.shape

/** The same in the order of its parts, those looked through that are not the very same as `before`. */
function changed<Whole extends object>(parts: Parts<Whole>, whole: Whole, before: Whole): Whole {
  const sound: Partial<Whole> = {}
  for (const part in parts) {
    const value = whole[part] === before[part] ? whole[part] : parts[part].parse(whole[part])
    if (value !== undefined) sound[part] = value
  }
  // Every part has been looked through or was sound before.
  return sound as Whole
}

/** The complaint as it can be read again, made from one that can be. Throws when it could not be read. */
export function soundly(complaint: Complaint, before: Complaint): Complaint {
  const sound = changed<Omit<Complaint, 'outbox'>>(rest, complaint, before)
  return { ...sound, outbox: changed(outbox.shape, complaint.outbox, before.outbox) }
}

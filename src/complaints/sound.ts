import type { z } from 'zod'
import { type Complaint, complaintSchema } from './complaint.ts'

type Parts<Whole> = { [Part in keyof Whole]-?: z.ZodType<Whole[Part]> }

const { outbox, ...rest } = complaintSchema.shape

/** Looks through the parts that are not the very same as `before`. */
function changed<Whole extends object>(parts: Parts<Whole>, whole: Whole, before: Whole): Whole {
  const sound = { ...whole }
  for (const part in parts) if (whole[part] !== before[part]) sound[part] = parts[part].parse(whole[part])
  return sound
}

/** The complaint as it can be read again, made from one that can be. Throws when it could not be read. */
export function soundly(complaint: Complaint, before: Complaint): Complaint {
  const sound = changed<Omit<Complaint, 'outbox'>>(rest, complaint, before)
  return { ...sound, outbox: changed(outbox.shape, complaint.outbox, before.outbox) }
}

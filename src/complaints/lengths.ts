import { Refused } from './refused.ts'

const maxLength = { order: 64, buyer: 100, shop: 100, note: 3000, why: 500 }

/** Throws `Refused` when a text is too long to store. */
export function checkLength(field: keyof typeof maxLength, text = '') {
  const max = maxLength[field]
  if (text.length > max) throw new Refused({ code: 'too-long', field, max })
}

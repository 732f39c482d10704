import { Refused } from './refused.ts'

const longest = { order: 64, buyer: 100, shop: 100, note: 3000, why: 500 }

/** Throws `Refused` when a text is longer than a complaint keeps. */
export function checkLength(field: keyof typeof longest, text = '') {
  const most = longest[field]
  if (text.length > most) throw new Refused({ code: 'too-long', field, most })
}

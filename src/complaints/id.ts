import { randomInt } from 'node:crypto'

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A random complaint id such as `H-7K3Q`, with `length` characters of Crockford base32. */
export const randomId = (length: number, pick: (below: number) => number = randomInt): string =>
  `H-${Array.from({ length }, () => crockford[pick(32)]).join('')}`

/** Reads an id as people type it: any case, full-width letters, `O` for 0, `I` and `L` for 1, with or without `H-`. */
export function readId(text: string): string | undefined {
  const plain = text
    .normalize('NFKC')
    .trim()
    .toUpperCase()
    .replace(/[‐-―−]/g, '-')
  const match = /^#?(?:H-?)?([0-9A-Z]{4,12})$/.exec(plain)
  const body = match?.[1]?.replaceAll('O', '0').replaceAll(/[IL]/g, '1')
  return body && !body.includes('U') ? `H-${body}` : undefined
}

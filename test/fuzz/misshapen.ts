import fc from 'fast-check'
import type { Node } from './active-markup.ts'

/** The place at which to break a body, and the value to put there. */
export const breakage = fc.record({
  path: fc.array(fc.nat(), { minLength: 1, maxLength: 5 }),
  put: fc.constantFrom(
    undefined,
    null,
    0,
    -1,
    '',
    'x',
    true,
    [],
    [null],
    {},
    { id: null },
    '__proto__',
    '\ud83d',
  ),
})
export type Breakage = typeof breakage extends fc.Arbitrary<infer Drawn> ? Drawn : never

/** The body with one part missing or of another type. */
export function misshapen(body: Node, { path, put }: Breakage): Node {
  const copy: Node = structuredClone(body)
  let part: Node = copy
  for (const [depth, step] of path.entries()) {
    const keys = Object.keys(part)
    const key = keys[step % keys.length]
    if (key === undefined) break
    const inner = part[key]
    if (depth === path.length - 1 || typeof inner !== 'object' || inner === null) {
      if (put === undefined) delete part[key]
      else part[key] = put
      break
    }
    part = Object(inner)
  }
  return copy
}

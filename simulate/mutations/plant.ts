import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import type { Bug } from './bug.ts'

const root = new URL('../../', import.meta.url)

/** The source with the bug in it. Throws unless the text that it changes is there exactly once. */
export function planted({ name, file, from, to }: Bug): string {
  const parts = readFileSync(new URL(file, root), 'utf8').split(from)
  if (parts.length !== 2)
    throw new Error(`“${name}” does not fit ${file}: its text is there ${parts.length - 1} times`)
  return parts.join(to)
}

/** Plants the bug in everything imported from now on. */
export function plant(bug: Bug) {
  const source = planted(bug)
  const { href } = new URL(bug.file, root)
  registerHooks({
    load(url, context, next) {
      const loaded = next(url, context)
      return url === href ? { ...loaded, source } : loaded
    },
  })
}

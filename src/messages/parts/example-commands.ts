import type { Lang } from '../content.ts'
import { verbs } from '../verbs.ts'

/** The example of a verb with the complaint's id in it; an unknown verb gets that of `help`. */
export function exampleOf(verb: string, lang: Lang, id = 'H-7K3Q'): string {
  const found = Object.entries(verbs).find(([name]) => name === verb)
  return (found?.[1] ?? verbs.help).example[lang].replace('H-7K3Q', id)
}

import type { Lang } from '../content.ts'
import { verbs } from '../verbs.ts'

/** The example of a verb, about the complaint in question if there is one; of `help` when the verb is not known. */
export function exampleOf(verb: string, lang: Lang, id = 'H-7K3Q'): string {
  const found = Object.entries(verbs).find(([name]) => name === verb)
  return (found?.[1] ?? verbs.help).example[lang].replace('H-7K3Q', id)
}

import type { Lang } from '../content.ts'
import { code, type Rich, rich } from '../parts/rich.ts'
import { verbs } from '../verbs.ts'
import { colon } from '../vocabulary.ts'

/** Every verb with an example and what it does. */
export const verbLines = (lang: Lang): Rich[] =>
  Object.values(verbs).map(
    ({ example, meaning }) => rich`${code(example[lang])}${colon[lang]}${meaning[lang]}`,
  )

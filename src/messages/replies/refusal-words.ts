import type { Lang, Words } from '../content.ts'
import { exampleOf } from '../parts/example-commands.ts'
import { code, type Rich, rich, userText } from '../parts/rich.ts'
import { keyNames, type Name } from '../vocabulary.ts'

/** An example of a verb, to copy. */
export const example = (verb: string, lang: Lang, id?: string) => code(exampleOf(verb, lang, id))

/** The name of a verb, key or choice as it is typed in the language; an unknown word stays as it is. */
export function nameIn(table: Record<string, Name>, word: string, lang: Lang): string {
  const name = Object.hasOwn(table, word) ? table[word] : undefined
  return name && lang === 'zh' ? name.zh : word
}

/** Arguments without a key, and those whose key does not explain them. */
const argumentWords: Record<string, Words> = {
  id: { zh: '投诉编号', en: 'the complaint’s id' },
  kind: { zh: '凭证种类', en: 'the kind of proof' },
  mark: { zh: '进度（已收集、已提交或没有）', en: 'how far it is (collected, sent or unavailable)' },
  outcome: { zh: '结果', en: 'the outcome' },
  user: { zh: '要指派的人', en: 'the person' },
  owner: { zh: '负责人', en: 'the owner' },
  text: { zh: '备注内容', en: 'the text' },
  why: { zh: '原因', en: 'the reason' },
  channel: { zh: '要移到的频道', en: 'the channel to move it to' },
  until: { zh: '再提醒的时间', en: 'when to remind again' },
  field: { zh: '要更正的内容', en: 'what to correct' },
}

/** An argument of a verb, in a sentence. */
export function argumentWord(argument: string, lang: Lang): string {
  const word = Object.hasOwn(argumentWords, argument) ? argumentWords[argument]?.[lang] : undefined
  return word ?? nameIn(keyNames, argument, lang)
}

/** Suggests the known word nearest to a mistyped one. */
export const suggestion = (nearest: string | undefined, lang: Lang): Rich =>
  nearest === undefined
    ? []
    : {
        zh: rich`是不是想输入 ${code(userText(nearest).text)}？`,
        en: rich`Did you mean ${code(userText(nearest).text)}? `,
      }[lang]

import type { Lang } from '../content.ts'
import { code, rich, userText } from '../parts/rich.ts'
import { verbs } from '../verbs.ts'
import { keyNames } from '../vocabulary.ts'
import type { RefusalTable } from './refusal-table.ts'
import { argumentWord, example, nameIn, suggestion } from './refusal-words.ts'

/** Refusals of a command that cannot be read, and of an appeal that is not confirmed yet. */
export const commandRefusals = {
  'unknown-verb': ({ typed, nearest }) => ({
    zh: rich`没有“${userText(typed, 40)}”这个操作。${suggestion(nearest, 'zh')}所有操作见 ${code('/complaint 帮助')}。`,
    en: rich`There is no verb “${userText(typed, 40)}”. ${suggestion(nearest, 'en')}All verbs: ${code('/complaint help')}.`,
  }),
  'unknown-key': reason => {
    const keys = (lang: Lang) => reason.keys.map(key => `${nameIn(keyNames, key, lang)}=`).join(' ')
    const hasKeys = reason.keys.length > 0
    return {
      zh: rich`“${nameIn(verbs, reason.verb, 'zh')}”不认识“${userText(reason.key, 40)}=”。${suggestion(reason.nearest, 'zh')}${hasKeys ? rich`可以用：${code(keys('zh'))}。` : '它不需要这类参数。'}例如 ${example(reason.verb, 'zh')}。`,
      en: rich`“${reason.verb}” does not know “${userText(reason.key, 40)}=”. ${suggestion(reason.nearest, 'en')}${hasKeys ? rich`It takes ${code(keys('en'))}. ` : 'It takes no such argument. '}For example ${example(reason.verb, 'en')}.`,
    }
  },
  'key-twice': ({ key }) => ({
    zh: rich`“${userText(nameIn(keyNames, key, 'zh'), 40)}=”写了两次，不知道以哪个为准。请只写一次。`,
    en: rich`“${userText(key, 40)}=” stands there twice. Please give it once.`,
  }),
  'extra-word': ({ word, verb }) => ({
    zh: rich`看不懂“${userText(word, 60)}”。带空格的内容要加引号，例如 ${example(verb, 'zh')}。`,
    en: rich`“${userText(word, 60)}” is one word too many. Put text with spaces in quotation marks, for example ${example(verb, 'en')}.`,
  }),
  colon: ({ key, value }) => {
    const pair = code(userText(`${key}=${value}`, 60).text)
    return {
      zh: rich`参数和内容之间要用等号，请写成 ${pair}；内容里有空格的加引号。`,
      en: rich`Put an equals sign between a key and its value: ${pair}. A value with spaces goes in quotation marks.`,
    }
  },
  missing: ({ argument, verb, id }) => ({
    zh: rich`还缺${argumentWord(argument, 'zh')}。例如 ${example(verb, 'zh', id)}。`,
    en: rich`Still missing: ${argumentWord(argument, 'en')}. For example ${example(verb, 'en', id)}.`,
  }),
  'bad-id': ({ typed }) => ({
    zh: rich`“${userText(typed, 40)}”不是投诉编号。编号形如 ${code('H-7K3Q')}，可以用 ${code('/complaint 列表')} 查到。`,
    en: rich`“${userText(typed, 40)}” is no complaint’s id. An id looks like ${code('H-7K3Q')}; ${code('/complaint list')} shows them.`,
  }),
  'confirm-appeal': ({ id }) => ({
    zh: rich`申诉只有一次，提交后不能重来，请先确认。确认后输入 ${example('appealed', 'zh', id)}。`,
    en: rich`There is one appeal and it cannot be repeated, so please confirm: ${example('appealed', 'en', id)}.`,
  }),
} satisfies Partial<RefusalTable>

import type { ActionsBlock, KnownBlock } from '@slack/web-api'
import type { Taught } from '../../questions/taught.ts'
import type { RuleBook } from '../../rules/rule-book.ts'
import type { Content, Lang } from '../content.ts'
import { button, contentOf, header, paragraph, smallPrint } from '../parts/blocks.ts'
import { bold, code, rich, userText } from '../parts/rich.ts'

/** Each phrasing takes two blocks, and Slack allows fifty in a message. */
const maxShown = 15

/** The phrasings that a workspace was taught, each with its entry and a button to take it back. */
export function taughtContent(book: RuleBook, taught: Taught[], lang: Lang): Content {
  if (taught.length === 0)
    return contentOf([
      {
        zh: rich`还没有教过这样的问法。在 ${code('/harassment 未解答')} 的列表里可以把问题加入条目。`,
        en: rich`Nothing like that has been taught yet. In the list of ${code('/harassment misses')} a question can be added to an entry.`,
      }[lang],
    ])
  const title = {
    zh: `本工作区教过的问法：${taught.length} 个`,
    en: `Taught in this workspace: ${taught.length}`,
  }[lang]
  const hidden = Math.max(0, taught.length - maxShown)
  return {
    text: title,
    blocks: [
      header(title),
      ...taught
        .slice(0, maxShown)
        .flatMap((each): KnownBlock[] => [
          paragraph([[bold(userText(each.text, 120).text)], rich`→ ${entryTitle(book, each.entry, lang)}`]),
          takeBackButton(each.key, lang),
        ]),
      smallPrint(
        {
          zh: `${hidden > 0 ? `还有 ${hidden} 个没有显示，用“/harassment 已教 词语”查找。` : ''}收回后，这样问不再指定到那一条。也可以输入“/harassment 取消已教 问法”。`,
          en: `${hidden > 0 ? `${hidden} more are not shown; find them with “/harassment taught words”. ` : ''}Once taken back, asking so no longer leads to that entry. You can also type “/harassment untaught question”.`,
        }[lang],
      ),
    ],
  }
}

/** An entry's question, or its id if the book no longer has it. */
const entryTitle = ({ entries }: RuleBook, id: string, lang: Lang): string =>
  entries.find(entry => entry.id === id)?.question[lang] ?? id

const takeBackButton = (key: string, lang: Lang): ActionsBlock => ({
  type: 'actions',
  block_id: `taught:${key}`,
  elements: [button('rule:untaught', { zh: '收回', en: 'Take back' }[lang], `taught ${key}`)],
})

export const untaughtReply = (text: string, lang: Lang): Content =>
  contentOf([
    {
      zh: rich`已收回“${userText(text, 120)}”，以后这样问按规则本身来回答。`,
      en: rich`Taken back: “${userText(text, 120)}” is answered by the rule book alone from now on.`,
    }[lang],
  ])

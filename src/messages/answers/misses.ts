import type { ActionsBlock, KnownBlock, ModalView } from '@slack/web-api'
import type { Miss } from '../../questions/misses.ts'
import { answersOf, type Entry, type RuleBook } from '../../rules/rule-book.ts'
import { formatTime } from '../../time/beijing.ts'
import type { Content, Lang } from '../content.ts'
import { button, contentOf, header, label, paragraph, plain, smallPrint } from '../parts/blocks.ts'
import { modal } from '../parts/modal.ts'
import { bold, type Rich, rich, userText } from '../parts/rich.ts'

const maxShown = 12

/** Questions that were not answered well, with buttons to teach or dismiss them. */
export function missesContent(misses: Miss[], keyOf: (miss: Miss) => string, lang: Lang): Content {
  if (misses.length === 0)
    return contentOf([
      {
        zh: rich`没有答不上或没帮上忙的问题。`,
        en: rich`No questions went unanswered or were marked unhelpful.`,
      }[lang],
    ])
  const title = {
    zh: `答不上或没帮上忙的问题：${misses.length} 个`,
    en: `Questions not answered well: ${misses.length}`,
  }[lang]
  return {
    text: title,
    blocks: [
      header(title),
      ...misses
        .slice(0, maxShown)
        .flatMap((miss): KnownBlock[] => [paragraph(missLines(miss, lang)), missButtons(keyOf(miss), lang)]),
      smallPrint(
        {
          zh: `显示次数最多的 ${Math.min(maxShown, misses.length)} 个。只计问题和次数，不记是谁问的；“加入条目”之后，这样问就会找到那一条；教过的用“/harassment 已教”查看和收回。`,
          en: `The ${Math.min(maxShown, misses.length)} most frequent. Only questions and counts are kept, not who asked. Once added to an entry, asking so finds it; “/harassment taught” lists what was added, to take back.`,
        }[lang],
      ),
    ],
  }
}

function missLines({ text, unanswered, unhelpful, last }: Miss, lang: Lang): Rich[] {
  const counts = {
    zh: `答不上 ${unanswered} 次，没帮上忙 ${unhelpful} 次，最近 ${formatTime(last)}`,
    en: `unanswered ${unanswered} ×, no help ${unhelpful} ×, last ${formatTime(last)}`,
  }[lang]
  return [[bold(userText(text, 120).text)], rich`${counts}`]
}

const missButtons = (key: string, lang: Lang): ActionsBlock => ({
  type: 'actions',
  block_id: `miss:${key}`,
  elements: [
    button('rule:teach', { zh: '加入条目…', en: 'Add to an entry…' }[lang], `miss ${key}`),
    button('rule:forget', { zh: '不用管', en: 'Dismiss' }[lang], `miss ${key}`),
  ],
})

/** Asks for the entry that is to answer a question. */
export const teachForm = (book: RuleBook, { text }: Miss, metadata: string, lang: Lang): ModalView =>
  modal(
    {
      callback: 'rule:teach',
      metadata,
      title: { zh: '加入条目', en: 'Add to an entry' },
      submit: { zh: '加入', en: 'Add' },
    },
    [
      paragraph([
        {
          zh: rich`以后这样问：${bold(userText(text, 120).text)}`,
          en: rich`When people ask: ${bold(userText(text, 120).text)}`,
        }[lang],
      ]),
      {
        type: 'input',
        block_id: 'entry',
        label: plain({ zh: '就用这一条回答', en: 'answer with this entry' }[lang], 150),
        element: {
          type: 'static_select',
          action_id: 'value',
          placeholder: plain({ zh: '选一条', en: 'Pick an entry' }[lang], 150),
          options: answersOf(book)
            .slice(0, 100)
            .map(({ id, title }) => ({ text: label(title[lang], 75), value: id })),
        },
      },
    ],
    lang,
  )

export const taughtReply = (text: string, title: Entry['question'], lang: Lang): Content =>
  contentOf([
    {
      zh: rich`已加入：以后问“${userText(text, 120)}”，就用“${title.zh}”回答。只在本工作区有效。`,
      en: rich`Added: “${userText(text, 120)}” is now answered by “${title.en}”, in this workspace only.`,
    }[lang],
  ])

export const forgottenReply = (text: string, lang: Lang): Content =>
  contentOf([
    {
      zh: rich`已从列表去掉“${userText(text, 120)}”。`,
      en: rich`“${userText(text, 120)}” is off the list.`,
    }[lang],
  ])

/** Thanks for marking an answer unhelpful. */
export const unhelpfulReply = (lang: Lang): Content =>
  contentOf([
    {
      zh: rich`谢谢，已记下这个问题（不记是谁问的），管理员会看到。也可以换个说法再问一次。`,
      en: rich`Thank you. The question was noted, without who asked, for the admins to see. You can also ask in other words.`,
    }[lang],
  ])

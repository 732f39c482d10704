import type { SectionBlock } from '@slack/web-api'
import type { Entry, Heading, RuleBook } from '../rules/rule-book.ts'
import { editionOf } from './answers.ts'
import { fitting, header, label, paragraph, plain, smallPrint } from './blocks.ts'
import type { Content, Lang } from './content.ts'
import { code, mrkdwnOf, type Rich, rich } from './rich.ts'

/** What can be asked about, topic by topic. */
export function topicsContent(book: RuleBook, lang: Lang): Content {
  const intro = {
    zh: rich`可以直接提问，例如 ${code('/harassment 收到投诉后几天内要举证')}，也可以从下面选一个问题。`,
    en: rich`Ask in your own words, such as ${code('/harassment how long do we have to answer')}, or pick a question below.`,
  }[lang]
  return browse(book, book.topics, 'stage', 'rule:topics', intro, lang)
}

/** The sections of the source, and the questions that come from each. */
export function sourceContent(book: RuleBook, lang: Lang): Content {
  const intro = {
    zh: rich`规则书由原文各节整理而成，句子不是原文。每一节下面是出自它的问题。`,
    en: rich`The rule book was put together from these sections of its source, in words of its own. Under each are the questions that come from it.`,
  }[lang]
  return browse(book, book.sections, 'section', 'rule:source', intro, lang)
}

function browse(
  book: RuleBook,
  headings: Heading[],
  field: 'stage' | 'section',
  blockId: string,
  intro: Rich,
  lang: Lang,
): Content {
  const groups = headings
    .map(heading => ({
      heading,
      entries: book.entries.filter(entry =>
        [entry[field], ...(field === 'section' ? entry.also : [])].includes(heading.id),
      ),
    }))
    .filter(({ entries }) => entries.length > 0)
    .slice(0, 45)
  return {
    text: mrkdwnOf(rich`${book.title[lang]}\n${intro}`),
    blocks: fitting([75, 40, 20], length => [
      header(book.title[lang]),
      paragraph([intro], blockId),
      ...groups.map(({ heading, entries }) => group(heading, entries, length, lang)),
      smallPrint(editionOf(book, lang)),
    ]),
  }
}

const group = ({ id, title }: Heading, entries: Entry[], length: number, lang: Lang): SectionBlock => ({
  type: 'section',
  text: plain(title[lang], 75),
  accessory: {
    type: 'static_select',
    action_id: `rule:pick:${id}`,
    placeholder: plain({ zh: '选一个问题', en: 'Pick a question' }[lang], 150),
    options: entries
      .slice(0, 100)
      .map(entry => ({ text: label(entry.question[lang], length), value: entry.id })),
  },
})

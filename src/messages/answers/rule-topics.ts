import type { SectionBlock } from '@slack/web-api'
import type { Entry, Heading, RuleBook } from '../../rules/rule-book.ts'
import type { Content, Lang } from '../content.ts'
import { fittingBlocks, header, label, paragraph, plain, smallPrint } from '../parts/blocks.ts'
import { code, mrkdwnOf, type Rich, rich } from '../parts/rich.ts'
import { editionOf } from './answers.ts'

/** The questions that the book answers, by topic. */
export function topicsContent(book: RuleBook, lang: Lang): Content {
  const intro = {
    zh: rich`可以直接提问，例如 ${code('/harassment 收到投诉后几天内要举证')}，也可以从下面选一个问题。`,
    en: rich`Ask in your own words, such as ${code('/harassment how long do we have to answer')}, or pick a question below.`,
  }[lang]
  return browse(book, book.topics, 'stage', intro, lang)
}

/** The questions that the book answers, by section of its source. */
export function sourceContent(book: RuleBook, lang: Lang): Content {
  const intro = {
    zh: rich`规则书由原文各节整理而成，句子不是原文。每一节下面是出自它的问题。`,
    en: rich`The rule book was put together from these sections of its source, in words of its own. Under each are the questions that come from it.`,
  }[lang]
  return browse(book, book.sections, 'section', intro, lang)
}

function browse(
  book: RuleBook,
  headings: Heading[],
  field: 'stage' | 'section',
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
    blocks: fittingBlocks([75, 40, 20], length => [
      header(book.title[lang]),
      paragraph([intro], field === 'stage' ? 'rule:topics' : 'rule:source'),
      ...groups.map(({ heading, entries }) =>
        groupBlock(heading, entries, { length, named: field === 'section' }, lang),
      ),
      smallPrint(editionOf(book, lang)),
    ]),
  }
}

const groupBlock = (
  { id, title }: Heading,
  entries: Entry[],
  { length, named }: { length: number; named: boolean },
  lang: Lang,
): SectionBlock => ({
  type: 'section',
  text: named ? plain(`${title[lang]}\n${questionsOf(entries, length, lang)}`, 1500) : plain(title[lang], 75),
  accessory: {
    type: 'static_select',
    action_id: `rule:pick:${id}`,
    placeholder: plain({ zh: '选一个问题', en: 'Pick a question' }[lang], 150),
    options: entries
      .slice(0, 100)
      .map(entry => ({ text: label(entry.question[lang], length), value: entry.id })),
  },
})

const questionsOf = (entries: Entry[], length: number, lang: Lang): string =>
  entries.map(({ question }) => `· ${label(question[lang], length).text}`).join('\n')

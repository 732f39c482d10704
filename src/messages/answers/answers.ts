import type { KnownBlock } from '@slack/web-api'
import type { Complaint } from '../../complaints/complaint.ts'
import type { Answer, Entry, Outside, RuleBook } from '../../rules/rule-book.ts'
import type { Calendar } from '../../rules/working-days.ts'
import type { Instant } from '../../time/beijing.ts'
import type { Content, Lang } from '../content.ts'
import { divider, paragraph, smallPrint } from '../parts/blocks.ts'
import { schemeLines } from '../parts/penalty-schemes.ts'
import { bold, mrkdwnOf, quoted, type Rich, rich, userText } from '../parts/rich.ts'
import { listed } from '../vocabulary.ts'
import { caseButtons, entryButtons, followUpButtons } from './answer-buttons.ts'
import { caseMeaning, whichCase } from './case-meaning.ts'

/** A question with its circumstances. */
export type Asked = {
  question: string
  lang: Lang
  now: Instant
  calendar: Calendar
  /** The complaint that the question is about, or the open ones to choose from. */
  about?: Complaint | undefined
  choices?: Complaint[]
  /** No complaint can be recorded here, such as in a direct message. */
  offChannel?: boolean
}

/** The rule book's answer, its open points, and its meaning for the complaint in question. */
export function answerContent(
  book: RuleBook,
  { entry, part }: Answer,
  others: Entry[],
  asked: Asked,
): Content {
  const { lang, about, now, calendar, question, choices = [], offChannel } = asked
  const shown = part ? [part, entry] : [entry]
  const first = part ?? entry
  const does = followUpsOf(shown).filter(doing => doing !== 'record' || !offChannel)
  const blocks: KnownBlock[] = [
    ...ruleBlocks(book, first, lang, `rule:${entry.id}`),
    ...(part ? [divider, ...ruleBlocks(book, entry, lang)] : []),
    ...(about ? [paragraph(caseMeaning(about, calendar, now, lang), 'rule-case')] : []),
    ...(choices.length > 0
      ? [paragraph([whichCase(lang)]), caseButtons(choices, { entry: first, question }, lang)]
      : []),
    smallPrint(sourceOf(book, shown, lang)),
    ...entryButtons(others.slice(0, 2), about, lang),
    followUpButtons({ id: entry.id, does }, about, question, lang),
  ]
  const text = shown.map(each => mrkdwnOf(rich`${each.question[lang]}\n${quoted(each.answer[lang], 1500)}`))
  return { text: text.join('\n'), blocks }
}

function ruleBlocks(book: RuleBook, entry: Entry, lang: Lang, blockId?: string): KnownBlock[] {
  const more: Rich[] = [
    ...(entry.id === 'penalty' ? schemeLines(book, entry, lang) : []),
    ...(entry.open ? [openLine(entry.open[lang], lang)] : []),
  ]
  return [
    paragraph([rich`${bold(entry.question[lang])}`, rich`${entry.answer[lang]}`], blockId),
    ...(more.length > 0 ? [paragraph(more)] : []),
  ]
}

const followUpsOf = (entries: Entry[]): Entry['does'] => [...new Set(entries.flatMap(({ does }) => does))]

/** Turns a follow-up into a complete answer, with the entry's block id, source and edition. */
export function asAnswer(
  book: RuleBook,
  entry: Entry,
  { text, blocks }: Content,
  { question, lang }: Pick<Asked, 'question' | 'lang'>,
): Content {
  const [first, ...more] = blocks
  return {
    text,
    blocks: [
      ...(first ? [{ ...first, block_id: `rule:${entry.id}` }] : []),
      ...more,
      smallPrint(sourceOf(book, [entry], lang)),
      followUpButtons({ does: [], id: entry.id }, undefined, question || entry.question[lang], lang),
    ],
  }
}

const openLine = (open: string, lang: Lang): Rich =>
  ({
    zh: rich`${bold('原文没有写清楚')}：${open}`,
    en: rich`${bold('Left open by the source')}: ${open}`,
  })[lang]

function sourceOf({ sections, ...book }: RuleBook, entries: Entry[], lang: Lang): string {
  const ids = new Set(entries.flatMap(({ section, also }) => [section, ...also]))
  const named = [...ids].map(id => sections.find(each => each.id === id)?.title[lang] ?? id)
  const title = listed(named, lang)
  return {
    zh: `出处：${title}。${editionOf(book, 'zh')}`,
    en: `Source: ${title}. ${editionOf(book, 'en')}`,
  }[lang]
}

/** The edition of the rule book, with the warning that rules change. */
export const editionOf = ({ version, asOf }: Pick<RuleBook, 'version' | 'asOf'>, lang: Lang): string =>
  ({
    zh: `规则书第 ${version} 版，核对至 ${asOf}。规则会变，请以平台现行规则为准。`,
    en: `Rule book version ${version}, as of ${asOf}. Rules change: check the platform’s current rules.`,
  })[lang]

/** Says that the book does not cover a question, without periods or points: other matters may have others. */
export function notCovered(
  book: RuleBook,
  nearest: Entry[],
  elsewhere: Outside | undefined,
  asked: Asked,
): Content {
  const { question, lang, about } = asked
  if (elsewhere?.reply) return replyOf(book, elsewhere, elsewhere.reply[lang], asked)
  const headline = {
    zh: elsewhere
      ? rich`这像是“${elsewhere.name.zh}”方面的问题。规则书没有收录“${userText(question, 200)}”，答不了。`
      : rich`规则书没有收录“${userText(question, 200)}”，答不了。`,
    en: elsewhere
      ? rich`This seems to be about ${elsewhere.name.en}. The rule book has no answer to “${userText(question, 200)}”.`
      : rich`The rule book has no answer to “${userText(question, 200)}”.`,
  }[lang]
  const buttons = entryButtons(nearest.slice(0, 3), about, lang)
  const scope = {
    zh: rich`这里只收录${book.title.zh}，其他事项的期限和处罚可能不同，请查平台的规则页面。`,
    en: rich`It covers only this: ${book.title.en}. Periods and penalties of other matters may differ: please look them up on the platform.`,
  }[lang]
  const hint = {
    zh: rich`如果问的正是这个，最接近的是：`,
    en: rich`If you did mean that, the nearest are:`,
  }[lang]
  return {
    text: mrkdwnOf(headline),
    blocks: [
      paragraph([headline, scope, ...(buttons.length > 0 ? [hint] : [])], 'rule:none'),
      ...buttons,
      smallPrint(editionOf(book, lang)),
      followUpButtons({ does: [], id: '' }, about, question, lang),
    ],
  }
}

/** The book's reply to a greeting or to a matter that its source leaves out, with entries to ask instead. */
function replyOf(
  book: RuleBook,
  { offers, greeting }: Outside,
  reply: string,
  { question, lang, about, now, calendar }: Asked,
): Content {
  const offered = offers.flatMap(id => book.entries.filter(entry => entry.id === id))
  return {
    text: mrkdwnOf(rich`${reply}`),
    blocks: [
      paragraph([rich`${reply}`], 'rule:none'),
      ...(about && !greeting ? [paragraph(caseMeaning(about, calendar, now, lang), 'rule-case')] : []),
      ...entryButtons(offered, about, lang),
      smallPrint(editionOf(book, lang)),
      ...(greeting ? [] : [followUpButtons({ does: [], id: '' }, about, question, lang)]),
    ],
  }
}

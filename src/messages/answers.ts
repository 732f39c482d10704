import type { ActionsBlock, KnownBlock, SectionBlock } from '@slack/web-api'
import type { Entry, Heading, RuleBook, Scheme } from '../rules/rule-book.ts'
import type { Hit } from '../rules/search.ts'
import { fitting, header, label, paragraph, plain, smallPrint } from './blocks.ts'
import type { Content, Lang, Words } from './content.ts'
import { bold, mrkdwnOf, quoted, type Rich, rich, said } from './rich.ts'

/** The rule book's answer to a question, with what its source leaves open; or that the book does not cover it. */
export function answerContent(
  book: RuleBook,
  hits: Hit[],
  covered: boolean,
  question: string,
  lang: Lang,
): Content {
  const [best, ...others] = hits.map(hit => hit.entry)
  if (!best || !covered) return notCovered(book, hits, question, lang)
  const { id, section, open } = best
  const answer = paragraph([rich`${bold(best.question[lang])}`, rich`${best.answer[lang]}`], `rule:${id}`)
  const more: Rich[] = [
    ...(id === 'penalty' ? schemeLines(book, best, lang) : []),
    ...(open
      ? [
          rich`${bold({ zh: '来源没有写清楚', en: 'Left open by the source' }[lang])}${{ zh: '：', en: ': ' }[lang]}${open[lang]}`,
        ]
      : []),
  ]
  const title = book.sections.find(each => each.id === section)?.title[lang] ?? section
  const source = {
    zh: `出处：${title}。${editionOf(book, 'zh')}`,
    en: `Source: ${title}. ${editionOf(book, 'en')}`,
  }[lang]
  const blocks: KnownBlock[] = [
    answer,
    ...(more.length > 0 ? [paragraph(more)] : []),
    smallPrint(source),
    ...entryButtons(others.slice(0, 2), lang),
  ]
  return { text: mrkdwnOf(rich`${best.question[lang]}\n${quoted(best.answer[lang], 1500)}`), blocks }
}

const editionOf = ({ version, asOf }: RuleBook, lang: Lang): string =>
  ({
    zh: `规则书第 ${version} 版，核对至 ${asOf}。规则会变，请以平台现行规则为准。`,
    en: `Rule book version ${version}, as of ${asOf}. Rules change: check the platform’s current rules.`,
  })[lang]

/** Another matter's periods and points may differ, so none of the book's are shown. */
function notCovered(book: RuleBook, hits: Hit[], question: string, lang: Lang): Content {
  const first = {
    zh: rich`规则书没有收录“${said(question, 200)}”，答不了。`,
    en: rich`The rule book has no answer to “${said(question, 200)}”.`,
  }[lang]
  const buttons = entryButtons(
    hits.slice(0, 3).map(hit => hit.entry),
    lang,
  )
  const second = {
    zh: rich`这里只收录淘宝“恶意骚扰”投诉的规则，其他违规的期限和处罚可能不同，请查平台的规则页面。`,
    en: rich`It covers only malicious-harassment complaints on Taobao. Periods and penalties of other matters may differ: please look them up on the platform.`,
  }[lang]
  const third = {
    zh: rich`如果问的就是恶意骚扰，最接近的是：`,
    en: rich`If it is about harassment, the nearest are:`,
  }[lang]
  return {
    text: mrkdwnOf(first),
    blocks: [
      paragraph([first, second, ...(buttons.length > 0 ? [third] : [])], 'rule:none'),
      ...buttons,
      smallPrint(editionOf(book, lang)),
    ],
  }
}

/** Entries as buttons `rule:1`, `rule:2`, …; the value is the entry's id. */
const entryButtons = (entries: Entry[], lang: Lang): ActionsBlock[] =>
  entries.length === 0
    ? []
    : [
        {
          type: 'actions',
          block_id: 'rule-others',
          elements: entries.map(({ id, question }, index) => ({
            type: 'button',
            action_id: `rule:${index + 1}`,
            text: label(question[lang], 75),
            value: id,
          })),
        },
      ]

const levels: Record<string, Words> = {
  upheld: { zh: '维权成立', en: 'upheld' },
  ordinary: { zh: '情节一般', en: 'ordinary' },
  serious: { zh: '情节严重', en: 'serious' },
  especiallySerious: { zh: '情节特别严重', en: 'especially serious' },
}

/** Both penalty schemes by name, unless the answer names them already. */
function schemeLines({ schemes, periods }: RuleBook, { answer }: Entry, lang: Lang): Rich[] {
  return Object.values(schemes)
    .filter(({ name }) => !answer[lang].includes(name[lang]))
    .map(({ name, levels: rows }) => {
      const parts = Object.entries(rows).map(([level, row]) => levelLine(level, row, periods.blockDays, lang))
      const [colon, between] = lang === 'zh' ? ['：', '；'] : [': ', '; ']
      return rich`${bold(name[lang])}${colon}${parts.join(between)}`
    })
}

function levelLine(level: string, row: Scheme['levels'][string], blockDays: number, lang: Lang): string {
  const name = (Object.hasOwn(levels, level) ? levels[level]?.[lang] : undefined) ?? level
  const parts = {
    zh: [
      ...(row.points === undefined ? [] : [`每次扣 ${row.points} 分`]),
      ...(row.blocked ? [`店铺屏蔽 ${blockDays} 天`] : []),
      ...(row.frozen ? ['冻结账户'] : []),
    ],
    en: [
      ...(row.points === undefined ? [] : [`${row.points} points each time`]),
      ...(row.blocked ? [`shop blocked for ${blockDays} days`] : []),
      ...(row.frozen ? ['account frozen'] : []),
    ],
  }[lang]
  return `${name} ${parts.join(lang === 'zh' ? '，' : ', ')}`
}

/** What can be asked about, topic by topic. */
export function topicsContent(book: RuleBook, lang: Lang): Content {
  const intro = {
    zh: rich`可以直接提问，例如 /harassment 收到投诉后几天内要举证，也可以从下面选一个问题。`,
    en: rich`Ask in your own words, such as /harassment how long do we have to answer, or pick a question below.`,
  }[lang]
  return {
    text: mrkdwnOf(rich`${book.title[lang]}\n${intro}`),
    blocks: fitting([75, 40, 20], length => [
      header(book.title[lang]),
      paragraph([intro], 'rule:topics'),
      ...book.topics.slice(0, 45).flatMap(topic => topicSection(book, topic, length, lang)),
      smallPrint(editionOf(book, lang)),
    ]),
  }
}

function topicSection(
  { entries }: RuleBook,
  { id, title }: Heading,
  length: number,
  lang: Lang,
): SectionBlock[] {
  const own = entries.filter(entry => entry.stage === id).slice(0, 100)
  if (own.length === 0) return []
  return [
    {
      type: 'section',
      text: plain(title[lang], 75),
      accessory: {
        type: 'static_select',
        action_id: `rule:pick:${id}`,
        placeholder: plain({ zh: '选一个问题', en: 'Pick a question' }[lang], 150),
        options: own.map(entry => ({ text: label(entry.question[lang], length), value: entry.id })),
      },
    },
  ]
}

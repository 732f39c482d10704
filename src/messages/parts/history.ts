import type { RichTextElement } from '@slack/web-api'
import type { Complaint, Correction, Entry, Step } from '../../complaints/complaint.ts'
import { timeFields } from '../../complaints/complaint.ts'
import { formatEnd, formatTime } from '../../time/beijing.ts'
import type { Content, Lang, Words } from '../content.ts'
import { keyNames, kindWords, markWords, timeWords } from '../vocabulary.ts'
import { fitting, list, paragraph } from './blocks.ts'
import { buttonName } from './buttons.ts'
import { noticeOf } from './facts.ts'
import { ineligibleWords } from './owner-doubt.ts'
import {
  bold,
  channelNamed,
  code,
  join,
  mrkdwnOf,
  person,
  quoted,
  type Rich,
  rich,
  userText,
} from './rich.ts'
import { reminderName } from './step-names.ts'

/** How much of what people typed is shown, the first that fits. */
const lengths = [1000, 400, 150, 60]

/** People's names by their ids. */
export type Names = ReadonlyMap<string, string>

/** What happened to a complaint: who did what and when, a message for up to ten entries. */
export function historyContent(complaint: Complaint, entries: Entry[], lang: Lang, names: Names): Content {
  const { id } = complaint
  const [first] = entries
  const text = first && entries.length === 1 ? entryLine(first, lang, 200, names) : many(entries.length, lang)
  return {
    text: mrkdwnOf(rich`${id} · ${text}`),
    blocks: fitting(lengths, length => [
      paragraph([{ zh: rich`${bold(id)} 的记录`, en: rich`History of ${bold(id)}` }[lang]]),
      list(entries.map(entry => entryLine(entry, lang, length, names))),
    ]),
  }
}

const many = (count: number, lang: Lang): Rich =>
  ({ zh: rich`新增 ${count} 条记录`, en: rich`${count} new entries` })[lang]

/**
 * One entry: `2026-11-20 10:31 小李 记录了投诉`. A person's words in it are cut to `length`. Whoever acted stands there by
 * name, for a mention would notify them of their own step; by a mention only where `names` does not know them.
 */
export function entryLine({ step, at, by, undone }: Entry, lang: Lang, length: number, names?: Names): Rich {
  const written = (user: string) => (user === by ? named(user, names) : person(user))
  const who = by === undefined ? [] : rich`${written(by)} `
  const later = undone ? { zh: '（后来撤回）', en: ' (undone later)' }[lang] : ''
  return rich`${formatTime(at)} ${who}${stepLine(step, lang, length, written)}${later}`
}

const named = (user: string, names: Names = new Map()) => {
  const name = names.get(user)
  return name ? userText(name, 40) : person(user)
}

/** What was done, without who and when. */
function stepLine(step: Step, lang: Lang, length: number, written: (user: string) => RichTextElement): Rich {
  switch (step.type) {
    case 'recorded':
      return { zh: rich`记录了投诉`, en: rich`recorded the complaint` }[lang]
    case 'ticked': {
      const kind = kindWords[step.kind][lang]
      const mark = markWords[step.mark][lang]
      return { zh: rich`凭证“${kind}”记为${mark}`, en: rich`marked ${kind} as ${mark}` }[lang]
    }
    case 'answered':
      return { zh: rich`记为答复已在平台提交`, en: rich`recorded that the answer was handed in` }[lang]
    case 'missed':
      return {
        zh: rich`举证期已过（最宽算法也已到期），没有答复的记录`,
        en: rich`The window for the answer passed on every reading, with no answer recorded`,
      }[lang]
    case 'withdrawn':
      return {
        zh: rich`记为买家已撤销${when(step.at, 'withdrawn', 'zh')}`,
        en: rich`recorded that the buyer withdrew it${when(step.at, 'withdrawn', 'en')}`,
      }[lang]
    case 'dismissed':
      return {
        zh: rich`记录处理意见：投诉不成立${when(step.at, 'decided', 'zh')}`,
        en: rich`recorded the decision: dismissed${when(step.at, 'decided', 'en')}`,
      }[lang]
    case 'upheld': {
      const page = step.dueOnPage === undefined ? '' : formatEnd(step.dueOnPage)
      return {
        zh: rich`记录处理意见：投诉成立，${noticeOf(step, 'zh')}${when(step.at, 'penalized', 'zh')}${page && `，平台页面显示申诉截止 ${page}`}`,
        en: rich`recorded the decision: upheld, ${noticeOf(step, 'en')}${when(step.at, 'penalized', 'en')}${page && `, appeal deadline on the page ${page}`}`,
      }[lang]
    }
    case 'appealed':
      return {
        zh: rich`记为处罚后的申诉已提交${when(step.at, 'appealed', 'zh')}`,
        en: rich`recorded that the appeal was submitted${when(step.at, 'appealed', 'en')}`,
      }[lang]
    case 'lapsed':
      return {
        zh: rich`处罚后的申诉期已过（最宽算法也已到期），没有申诉的记录，按逾期未申诉结束`,
        en: rich`The appeal window passed on every reading, with no appeal recorded: closed as lapsed`,
      }[lang]
    case 'overturned':
      return {
        zh: rich`记录申诉结果：申诉成功${when(step.at, 'reviewed', 'zh')}`,
        en: rich`recorded the review: penalty overturned${when(step.at, 'reviewed', 'en')}`,
      }[lang]
    case 'maintained':
      return {
        zh: rich`记录申诉结果：维持原判${when(step.at, 'reviewed', 'zh')}`,
        en: rich`recorded the review: penalty maintained${when(step.at, 'reviewed', 'en')}`,
      }[lang]
    case 'corrected': {
      const changes = step.changes.map(change => correctionLine(change, lang))
      return { zh: rich`更正：${join(changes, '；')}`, en: rich`corrected: ${join(changes, '; ')}` }[lang]
    }
    case 'assigned':
      return {
        zh: rich`把负责人改为 ${written(step.owner)}`,
        en: rich`made ${written(step.owner)} the owner`,
      }[lang]
    case 'owner-checked': {
      const [owner, by] = [written(step.owner), written(step.namedBy)]
      if (!step.unfit)
        return {
          zh: rich`负责人 ${owner} 现在收得到频道里的提醒了`,
          en: rich`Reminders reach the owner, ${owner}, now`,
        }[lang]
      const why = ineligibleWords[step.unfit]
      return {
        zh: rich`负责人 ${owner} ${why.zh}，收不到提醒。请 ${by} 换负责人：点卡片菜单里的${buttonName('assign', 'zh')}，或输入 ${code('/complaint 指派')}`,
        en: rich`Reminders do not reach the owner: ${owner} ${why.en}. ${by}, please name another one with ${buttonName('assign', 'en')} in the card’s menu or ${code('/complaint assign')}`,
      }[lang]
    }
    case 'noted':
      return { zh: rich`备注：${quoted(step.text, length)}`, en: rich`noted: ${quoted(step.text, length)}` }[
        lang
      ]
    case 'reopened': {
      const undone = undoneWords(step.undone)
      return {
        zh: rich`撤回“${undone.zh}”，原因：${quoted(step.why, length)}`,
        en: rich`undid “${undone.en}” because: ${quoted(step.why, length)}`,
      }[lang]
    }
    case 'acknowledged': {
      const reminder = reminderName(step.rung, lang)
      return { zh: rich`知道了${reminder}`, en: rich`saw the ${reminder}` }[lang]
    }
    case 'snoozed': {
      const reminder = reminderName(step.rung, lang)
      const again = formatTime(step.until)
      return {
        zh: rich`把${reminder}推迟到 ${again}`,
        en: rich`put the ${reminder} off until ${again}`,
      }[lang]
    }
    case 'moved':
      return {
        zh: rich`从 ${channelNamed(step.from)} 移到 ${channelNamed(step.to)}`,
        en: rich`moved it from ${channelNamed(step.from)} to ${channelNamed(step.to)}`,
      }[lang]
    case 'discarded':
      return {
        zh: rich`作废这条记录，原因：${quoted(step.why, length)}`,
        en: rich`discarded the record because: ${quoted(step.why, length)}`,
      }[lang]
  }
}

const when = (
  at: number | undefined,
  name: 'withdrawn' | 'decided' | 'penalized' | 'appealed' | 'reviewed',
  lang: Lang,
) =>
  at === undefined
    ? ''
    : { zh: `，${timeWords[name].zh} ${formatTime(at)}`, en: `, ${timeWords[name].en} ${formatTime(at)}` }[
        lang
      ]

/** Old and new, side by side. */
function correctionLine(change: Correction, lang: Lang): Rich {
  const { field, from, to } = change
  const timed = timeFields.find(each => each === field)
  const name = timed ? timeWords[timed][lang] : { zh: keyNames[field].zh, en: keyNames[field].en }[lang]
  const written = (value: string | number | undefined) => {
    if (value === undefined) return { zh: '（空）', en: '(empty)' }[lang]
    if (typeof value === 'string') return userText(value, 80)
    return field.endsWith('-due') ? formatEnd(value) : formatTime(value)
  }
  return rich`${name} ${written(from)} → ${written(to)}`
}

const steps: Record<string, Words> = {
  answered: { zh: '答复已提交', en: 'answer handed in' },
  withdrawn: { zh: '买家已撤销', en: 'withdrawn' },
  dismissed: { zh: '投诉不成立', en: 'dismissed' },
  upheld: { zh: '投诉成立', en: 'upheld' },
  appealed: { zh: '申诉已提交', en: 'appeal submitted' },
  overturned: { zh: '申诉成功', en: 'penalty overturned' },
  maintained: { zh: '维持原判', en: 'penalty maintained' },
  lapsed: { zh: '逾期未申诉', en: 'lapsed' },
  discarded: { zh: '作废', en: 'discarded' },
}

/** `reopened` names the step that it undid in plain text, so a name of an older release may stand there. */
const undoneWords = (undone: string): Words =>
  (Object.hasOwn(steps, undone) && steps[undone]) || { zh: '上一步', en: 'the last step' }

import type { RichTextElement } from '@slack/web-api'
import { type Correction, type Step, timeFields } from '../../complaints/complaint.ts'
import { formatEnd, formatTime, type Instant } from '../../time/beijing.ts'
import type { Lang, Words } from '../content.ts'
import { keyNames, kindWords, markWords, timeWords } from '../vocabulary.ts'
import { buttonName } from './buttons.ts'
import { penaltyTerms } from './facts.ts'
import { ineligibleWords } from './owner-doubt.ts'
import { channelNamed, code, join, quoted, type Rich, type RichWords, rich, userText } from './rich.ts'
import { reminderName } from './step-names.ts'

/** `maxLength`: of what a person typed; `written`: a person's name or mention. */
type Style = { maxLength: number; written: (user: string) => RichTextElement }

type StepByType = { [Each in Step as Each['type']]: Each }
type StepType = keyof StepByType
type StepLines = { [Type in StepType]: (step: StepByType[Type], style: Style) => RichWords }

/** The action of an entry, without person and time. */
export const stepLine = (step: Step, style: Style, lang: Lang): Rich => lineOf(step.type, step, style)[lang]

const lineOf = <Type extends StepType>(type: Type, step: StepByType[Type], style: Style): RichWords =>
  stepLines[type](step, style)

/** Steps on the platform. */
const platformLines = {
  answered: () => ({ zh: rich`记为答复已在平台提交`, en: rich`recorded that the answer was handed in` }),
  missed: () => ({
    zh: rich`举证期已过（最宽算法也已到期），没有答复的记录`,
    en: rich`The window for the answer passed on every reading, with no answer recorded`,
  }),
  withdrawn: ({ at }) => ({
    zh: rich`记为买家已撤销${timed('withdrawn', at, 'zh')}`,
    en: rich`recorded that the buyer withdrew it${timed('withdrawn', at, 'en')}`,
  }),
  dismissed: ({ at }) => ({
    zh: rich`记录处理意见：投诉不成立${timed('decided', at, 'zh')}`,
    en: rich`recorded the decision: dismissed${timed('decided', at, 'en')}`,
  }),
  upheld: step => {
    const page = step.dueOnPage === undefined ? '' : formatEnd(step.dueOnPage)
    return {
      zh: rich`记录处理意见：投诉成立，${penaltyTerms(step, 'zh')}${timed('penalized', step.at, 'zh')}${page && `，平台页面显示申诉截止 ${page}`}`,
      en: rich`recorded the decision: upheld, ${penaltyTerms(step, 'en')}${timed('penalized', step.at, 'en')}${page && `, appeal deadline on the page ${page}`}`,
    }
  },
  appealed: ({ at }) => ({
    zh: rich`记为处罚后的申诉已提交${timed('appealed', at, 'zh')}`,
    en: rich`recorded that the appeal was submitted${timed('appealed', at, 'en')}`,
  }),
  lapsed: () => ({
    zh: rich`处罚后的申诉期已过（最宽算法也已到期），没有申诉的记录，按逾期未申诉结束`,
    en: rich`The appeal window passed on every reading, with no appeal recorded: closed as lapsed`,
  }),
  overturned: ({ at }) => ({
    zh: rich`记录申诉结果：申诉成功${timed('reviewed', at, 'zh')}`,
    en: rich`recorded the review: penalty overturned${timed('reviewed', at, 'en')}`,
  }),
  maintained: ({ at }) => ({
    zh: rich`记录申诉结果：维持原判${timed('reviewed', at, 'zh')}`,
    en: rich`recorded the review: penalty maintained${timed('reviewed', at, 'en')}`,
  }),
} satisfies Partial<StepLines>

/** Steps of the record itself: its facts, its owner, its place. */
const recordLines = {
  recorded: () => ({ zh: rich`记录了投诉`, en: rich`recorded the complaint` }),
  ticked: step => {
    const kind = kindWords[step.kind]
    const mark = markWords[step.mark]
    return { zh: rich`凭证“${kind.zh}”记为${mark.zh}`, en: rich`marked ${kind.en} as ${mark.en}` }
  },
  corrected: step => {
    const changes = (lang: Lang) => step.changes.map(change => correctionLine(change, lang))
    return { zh: rich`更正：${join(changes('zh'), '；')}`, en: rich`corrected: ${join(changes('en'), '; ')}` }
  },
  assigned: ({ owner }, { written }) => ({
    zh: rich`把负责人改为 ${written(owner)}`,
    en: rich`made ${written(owner)} the owner`,
  }),
  'owner-checked': (step, { written }) => {
    const [owner, namedBy] = [written(step.owner), written(step.namedBy)]
    if (!step.unfit)
      return {
        zh: rich`负责人 ${owner} 现在收得到频道里的提醒了`,
        en: rich`Reminders reach the owner, ${owner}, now`,
      }
    const why = ineligibleWords[step.unfit]
    return {
      zh: rich`负责人 ${owner} ${why.zh}，收不到提醒。请 ${namedBy} 换负责人：点卡片菜单里的${buttonName('assign', 'zh')}，或输入 ${code('/complaint 指派')}`,
      en: rich`Reminders do not reach the owner: ${owner} ${why.en}. ${namedBy}, please name another one with ${buttonName('assign', 'en')} in the card’s menu or ${code('/complaint assign')}`,
    }
  },
  noted: ({ text }, { maxLength }) => ({
    zh: rich`备注：${quoted(text, maxLength)}`,
    en: rich`noted: ${quoted(text, maxLength)}`,
  }),
  reopened: (step, { maxLength }) => {
    const undone = undoneWords(step.undone)
    const why = quoted(step.why, maxLength)
    return { zh: rich`撤回“${undone.zh}”，原因：${why}`, en: rich`undid “${undone.en}” because: ${why}` }
  },
  moved: ({ from, to }) => ({
    zh: rich`从 ${channelNamed(from)} 移到 ${channelNamed(to)}`,
    en: rich`moved it from ${channelNamed(from)} to ${channelNamed(to)}`,
  }),
  discarded: (step, { maxLength }) => {
    const why = quoted(step.why, maxLength)
    return { zh: rich`作废这条记录，原因：${why}`, en: rich`discarded the record because: ${why}` }
  },
} satisfies Partial<StepLines>

const reactionLines = {
  acknowledged: ({ rung }) => ({
    zh: rich`知道了${reminderName(rung, 'zh')}`,
    en: rich`saw the ${reminderName(rung, 'en')}`,
  }),
  snoozed: ({ rung, until }) => ({
    zh: rich`把${reminderName(rung, 'zh')}推迟到 ${formatTime(until)}`,
    en: rich`put the ${reminderName(rung, 'en')} off until ${formatTime(until)}`,
  }),
} satisfies Partial<StepLines>

const stepLines: StepLines = { ...platformLines, ...recordLines, ...reactionLines }

/** The time of a step, where the person gave one. */
function timed(name: keyof typeof timeWords, at: Instant | undefined, lang: Lang): string {
  if (at === undefined) return ''
  const time = formatTime(at)
  return { zh: `，${timeWords[name].zh} ${time}`, en: `, ${timeWords[name].en} ${time}` }[lang]
}

/** Old and new value of a field. */
function correctionLine({ field, from, to }: Correction, lang: Lang): Rich {
  const timeField = timeFields.find(each => each === field)
  const name = timeField ? timeWords[timeField][lang] : keyNames[field][lang]
  const valueWords = (value: string | Instant | undefined) => {
    if (value === undefined) return { zh: '（空）', en: '(empty)' }[lang]
    if (typeof value === 'string') return userText(value, 80)
    return field.endsWith('-due') ? formatEnd(value) : formatTime(value)
  }
  return rich`${name} ${valueWords(from)} → ${valueWords(to)}`
}

const undoableSteps: Record<string, Words> = {
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

/** A `reopened` step stores the undone step's type as text, which may come from an older release. */
const undoneWords = (undone: string): Words =>
  (Object.hasOwn(undoableSteps, undone) && undoableSteps[undone]) || { zh: '上一步', en: 'the last step' }

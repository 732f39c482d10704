import type { Lang, Words } from '../content.ts'
import { exampleOf } from '../parts/example-commands.ts'
import { code, type Rich, rich } from '../parts/rich.ts'
import { colon, type VerbName } from '../vocabulary.ts'

/** The verbs of /complaint in the order of the help. */
const meanings: Record<VerbName, Words> = {
  new: {
    zh: '记录投诉；收到和发起时间至少填一个。不带内容则打开表单',
    en: 'records a complaint; give the time of receipt or of filing. Alone it opens the form',
  },
  list: {
    zh: '本频道的投诉：未结、已结、我的、逾期、全部',
    en: 'this channel’s: open, closed, mine, overdue, all',
  },
  show: { zh: '一起投诉的全部信息和记录', en: 'everything about one complaint, with its history' },
  evidence: {
    zh: '勾选凭证，可以一次几种；只写“已提交”表示答复已在平台提交',
    en: 'ticks proof, several kinds at once if you like; “sent” alone says that the answer was handed in',
  },
  withdrawn: { zh: '平台页面已显示撤销', en: 'the platform shows it withdrawn' },
  decided: {
    zh: '平台的处理意见，照通知填；不成立就写“不成立”',
    en: 'the platform’s decision, as the notice says it; or “dismissed”',
  },
  appealed: { zh: '处罚后的申诉已提交（只有一次）', en: 'the one appeal after the penalty was submitted' },
  reviewed: {
    zh: '申诉的结果：申诉成功或维持原判',
    en: 'the outcome of the appeal: overturned or maintained',
  },
  correct: {
    zh: '更正信息或时间，期限随之更新；举证截止=无 或 申诉截止=无 取消平台截止时间',
    en: 'corrects facts or times; deadlines follow. evidence-due=none or appeal-due=none takes a page’s deadline off',
  },
  ack: {
    zh: '表示看到了当前的提醒，不再通知其他人',
    en: 'says that you have seen the reminder, so that nobody else is told',
  },
  snooze: {
    zh: '让提醒过一会儿再来；写时长或到=时间，不能晚过下一条提醒',
    en: 'brings the reminder back later: a length or until=time, in time for the next one',
  },
  assign: { zh: '换负责人', en: 'changes the owner' },
  note: { zh: '加一条备注', en: 'adds a note' },
  move: {
    zh: '移到另一个频道，卡片和提醒随之过去；两个频道都要在',
    en: 'moves it to another channel with its card and reminders; you must be in both',
  },
  reopen: { zh: '撤回上一步或重新打开', en: 'undoes the last step, or opens it again' },
  discard: { zh: '作废误记的投诉', en: 'closes a record made by mistake' },
  settings: {
    zh: '本频道的后备人员、静默时段和语言；不带内容则查看',
    en: 'this channel’s backup people, quiet hours and language; alone it shows them',
  },
  help: { zh: '看这份说明', en: 'shows this' },
}

/** An example of each verb, and its meaning. */
export const verbLines = (lang: Lang): Rich[] =>
  Object.entries(meanings).map(
    ([verb, meaning]) => rich`${code(exampleOf(verb, lang))}${colon[lang]}${meaning[lang]}`,
  )

import { type Instant, MINUTE } from '../../time/beijing.ts'
import type { Lang, Words } from '../content.ts'
import { duration } from '../parts/duration.ts'
import { examples } from '../parts/example-commands.ts'
import { bold, code, type Rich, rich } from '../parts/rich.ts'
import type { VerbName } from '../vocabulary.ts'

/** What each verb of /complaint does. */
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

/** Every verb with an example and what it does. */
export function verbLines(lang: Lang): Rich[] {
  const lines: Rich[] = []
  for (const verb of verbsInOrder)
    lines.push(rich`${code(examples[verb][lang])}${{ zh: '：', en: ': ' }[lang]}${meanings[verb][lang]}`)
  return lines
}

const verbsInOrder: VerbName[] = [
  'new',
  'list',
  'show',
  'evidence',
  'withdrawn',
  'decided',
  'appealed',
  'reviewed',
  'correct',
  'ack',
  'snooze',
  'assign',
  'note',
  'move',
  'reopen',
  'discard',
  'settings',
  'help',
]

export type Health = { lastCheck?: Instant | undefined; backlog: number; canLookUp: boolean }

/** The reminders look at the clock at least once a minute; after this long something is wrong. */
const fresh = 3 * MINUTE

/** Whether the reminders work, said as it is. */
export function healthLine({ lastCheck, backlog }: Health, now: Instant, lang: Lang): Rich {
  const waiting =
    backlog === 0 ? '' : { zh: `，${backlog} 条待发`, en: `, ${backlog} waiting to be sent` }[lang]
  if (lastCheck === undefined)
    return {
      zh: rich`提醒：${bold('还没有检查过')}${waiting}。刚启动时稍等一分钟；一直这样请联系管理员。`,
      en: rich`Reminders: ${bold('not checked yet')}${waiting}. Right after a start wait a minute; otherwise tell an admin.`,
    }[lang]
  const ago = duration(now - lastCheck, lang)
  if (now - lastCheck > fresh)
    return {
      zh: rich`提醒：${bold('可能停了')}，上次检查在 ${ago}前${waiting}。请联系管理员，并自己盯住期限。`,
      en: rich`Reminders: ${bold('may have stopped')}, last check ${ago} ago${waiting}. Tell an admin, and watch the deadlines yourself.`,
    }[lang]
  return {
    zh: rich`提醒：正常，上次检查在 ${ago}前${waiting}。`,
    en: rich`Reminders: healthy, last check ${ago} ago${waiting}.`,
  }[lang]
}

/** Without the history scopes a lost answer of Slack's can make a message stand there twice. */
export const noLookUpLine = (lang: Lang): Rich =>
  ({
    zh: rich`注意：应用没有读取频道记录的权限。Slack 的回复偶尔丢失时，同一条提醒可能出现两次。`,
    en: rich`Note: the app may not read channel history. When an answer of Slack’s is lost, which is rare, a reminder may appear twice.`,
  })[lang]

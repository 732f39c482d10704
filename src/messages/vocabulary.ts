import type { Complaint, Kind, Mark, Outcome, Status } from '../complaints/complaint.ts'
import type { TimeName } from '../complaints/refused.ts'
import type { ClockName } from '../complaints/reminder-step.ts'
import type { Lang, Words } from './content.ts'

/** A word that people type: its name in both languages, and other spellings that are understood. */
export type Name = { zh: string; en: string; also: string[] }

/** The keys of `key=value`. */
export const keyNames = {
  order: { zh: '订单', en: 'order', also: ['订单号'] },
  buyer: { zh: '买家', en: 'buyer', also: ['维权方'] },
  shop: { zh: '店铺', en: 'shop', also: ['卖家'] },
  traded: { zh: '交易成功', en: 'traded', also: ['成交', '交易成功时间'] },
  filed: { zh: '发起', en: 'filed', also: ['发起时间', '投诉时间'] },
  received: { zh: '收到', en: 'received', also: ['收到时间'] },
  due: { zh: '截止', en: 'due', also: ['截止时间', 'deadline'] },
  owner: { zh: '负责人', en: 'owner', also: ['负责'] },
  note: { zh: '备注', en: 'note', also: [] },
  at: { zh: '时间', en: 'at', also: ['日期', 'time'] },
  points: { zh: '扣分', en: 'points', also: ['分数'] },
  block: { zh: '屏蔽', en: 'block', also: ['屏蔽天数', '店铺屏蔽'] },
  frozen: { zh: '冻结', en: 'frozen', also: ['冻结账户'] },
  confirm: { zh: '确认', en: 'confirm', also: [] },
  channel: { zh: '频道', en: 'channel', also: ['到频道', 'to'] },
  until: { zh: '到', en: 'until', also: ['推迟到', '直到'] },
  backup: { zh: '后备', en: 'backup', also: ['后备人员', 'backups'] },
  quiet: { zh: '静默', en: 'quiet', also: ['静默时段', '免打扰'] },
  lang: { zh: '语言', en: 'lang', also: ['language'] },
  'evidence-due': { zh: '举证截止', en: 'evidence-due', also: ['举证截止时间'] },
  penalized: { zh: '处罚', en: 'penalized', also: ['处罚时间', 'penalised'] },
  'appeal-due': { zh: '申诉截止', en: 'appeal-due', also: ['申诉截止时间'] },
  appealed: { zh: '申诉时间', en: 'appealed', also: ['申诉'] },
} satisfies Record<string, Name>
export type KeyName = keyof typeof keyNames

/** The values with a fixed set of choices. */
export const choiceNames = {
  statement: { zh: '情况说明', en: 'statement', also: ['说明', '解释', 'explanation'] },
  chat: { zh: '聊天截图', en: 'chat', also: ['聊天记录', '旺旺截图', '聊天'] },
  wangwang: { zh: '旺旺举证号', en: 'wangwang', also: ['举证号', '旺旺'] },
  mail: { zh: '站内信', en: 'mail', also: ['站内信截图'] },
  sms: { zh: '短信', en: 'sms', also: ['短信照片'] },
  calls: { zh: '通话记录', en: 'calls', also: ['电话', '通话', '电话清单', '通话清单', 'call'] },
  other: { zh: '其他', en: 'other', also: ['其它'] },
  collected: { zh: '已收集', en: 'collected', also: ['收集', '已备'] },
  sent: { zh: '已提交', en: 'sent', also: ['提交', 'submitted'] },
  unavailable: { zh: '没有', en: 'unavailable', also: ['无', 'none'] },
  upheld: { zh: '成立', en: 'upheld', also: ['投诉成立'] },
  dismissed: { zh: '不成立', en: 'dismissed', also: ['投诉不成立'] },
  overturned: { zh: '申诉成功', en: 'overturned', also: ['成功'] },
  maintained: { zh: '维持原判', en: 'maintained', also: ['维持', '申诉失败'] },
  open: { zh: '未结', en: 'open', also: ['进行中'] },
  closed: { zh: '已结', en: 'closed', also: ['已结束'] },
  mine: { zh: '我的', en: 'mine', also: ['我'] },
  overdue: { zh: '逾期', en: 'overdue', also: ['已逾期', '过期'] },
  all: { zh: '全部', en: 'all', also: ['所有'] },
  yes: { zh: '是', en: 'yes', also: ['y', 'true'] },
  no: { zh: '否', en: 'no', also: ['n', 'false', '不'] },
  zh: { zh: '中文', en: 'Chinese', also: ['汉语', '简体中文', 'cn', 'zh-cn'] },
  en: { zh: '英文', en: 'English', also: ['英语', 'en-us'] },
} satisfies Record<string, Name>

/** Values that clear a key. */
export const noneNames = { none: { zh: '无', en: 'none', also: ['关', '关闭', '没有', '不要', 'off', 'no'] } }

export const statusWords: Record<Status, Words> = {
  'awaiting-evidence': { zh: '待举证答复', en: 'Awaiting your answer' },
  'awaiting-decision': { zh: '等待处理意见', en: 'Awaiting the decision' },
  penalized: { zh: '投诉成立，可申诉', en: 'Upheld, appeal open' },
  'under-review': { zh: '申诉审核中', en: 'Appeal under review' },
  closed: { zh: '已结束', en: 'Closed' },
}

export const outcomeWords: Record<Outcome, Words> = {
  withdrawn: { zh: '买家已撤销', en: 'withdrawn by the buyer' },
  dismissed: { zh: '投诉不成立', en: 'dismissed' },
  overturned: { zh: '申诉成功', en: 'appeal won, penalty overturned' },
  maintained: { zh: '维持原判', en: 'appeal lost, penalty maintained' },
  lapsed: { zh: '逾期未申诉', en: 'lapsed without an appeal' },
  discarded: { zh: '误记，已作废', en: 'discarded, recorded by mistake' },
}

/** A complaint's status; for a closed one also its outcome. */
export function statusText({ state }: Complaint, lang: Lang): string {
  if (state.status !== 'closed') return statusWords[state.status][lang]
  const how = outcomeWords[state.outcome][lang]
  return lang === 'zh' ? `已结束（${how}）` : `Closed (${how})`
}

export const kindWords: Record<Kind, Words> = {
  statement: { zh: '情况说明', en: 'written statement' },
  chat: { zh: '旺旺聊天截图', en: 'Wangwang chat screenshots' },
  wangwang: { zh: '旺旺举证号', en: 'Wangwang evidence number' },
  mail: { zh: '站内信截图', en: 'site mail screenshots' },
  sms: { zh: '短信照片', en: 'SMS photos' },
  calls: { zh: '通话记录', en: 'call records' },
  other: { zh: '其他凭证', en: 'other proof' },
}

export const markWords: Record<Mark, Words> = {
  collected: { zh: '已收集', en: 'collected' },
  sent: { zh: '已提交', en: 'handed in' },
  unavailable: { zh: '没有', en: 'not available' },
}

/** The clocks. 申诉 is never used for the answer to a pending complaint. */
export const clockWords = {
  evidence: { zh: '举证答复', en: 'answer with proof' },
  contact: { zh: '联系买家', en: 'talk with the buyer' },
  decision: { zh: '平台处理意见', en: 'decision' },
  appeal: { zh: '处罚后的申诉', en: 'appeal after the penalty' },
  review: { zh: '申诉审核', en: 'review of the appeal' },
  block: { zh: '店铺屏蔽', en: 'shop block' },
} satisfies Record<ClockName, Words>

/** The times of a complaint, as used within a sentence. */
export const timeWords: Record<TimeName | 'at' | 'due', Words> = {
  traded: { zh: '交易成功时间', en: 'time of the trade’s success' },
  filed: { zh: '投诉发起时间', en: 'filing time' },
  received: { zh: '收到投诉时间', en: 'time of receipt' },
  penalized: { zh: '处罚时间', en: 'time of the penalty' },
  appealed: { zh: '提交申诉时间', en: 'time of the appeal' },
  withdrawn: { zh: '撤销时间', en: 'time of the withdrawal' },
  decided: { zh: '判定时间', en: 'time of the decision' },
  reviewed: { zh: '审核时间', en: 'time of the review' },
  'evidence-due': { zh: '平台页面显示的举证截止时间', en: 'deadline for the answer on the platform’s page' },
  'appeal-due': { zh: '平台页面显示的申诉截止时间', en: 'deadline for the appeal on the platform’s page' },
  at: { zh: '时间', en: 'time' },
  due: { zh: '截止时间', en: 'deadline' },
}

/** Words in a row. */
export const listed = (words: string[], lang: Lang): string => words.join(lang === 'zh' ? '、' : ', ')

export const colon: Words = { zh: '：', en: ': ' }
export const comma: Words = { zh: '，', en: ', ' }

import type { Words } from '../src/messages/content.ts'
import { formatTime, HOUR, type Instant } from '../src/time/beijing.ts'

/** The steps of the guided path. */
export const titles = {
  record: { zh: '记录一起投诉', en: 'Record a complaint' },
  remind: { zh: '跳到它的提醒', en: 'Jump to its reminder' },
  answer: { zh: '提交答复，或者错过举证期', en: 'Hand in the answer, or miss the window' },
  decide: { zh: '记录处理意见', en: 'Record the decision' },
  win: { zh: '申诉，并且赢', en: 'Appeal, and win' },
} satisfies Record<string, Words>

/** Shown under the next step. */
export const hints = {
  record: {
    zh: '把命令填进输入框，看一眼再发送。只发 /complaint 新增 会打开表单。',
    en: 'Puts a command into the box for you to send. For a channel in English, send /complaint settings lang=en first.',
  },
  remind: {
    zh: '时间往前走，提醒按时出现在卡片的消息列里。',
    en: 'Time moves on, and the reminder appears in the thread of the card.',
  },
  answer: {
    zh: '要提交，点卡片上的“答复已提交”；要看错过会怎样，就让时间过去。',
    en: 'Press “Answer handed in” on the card. Or let the time pass and see what a missed window looks like.',
  },
  decide: {
    zh: '假设平台判定投诉成立，扣 12 分。申诉期从处罚时间起算。',
    en: 'Say the platform upheld it, with 12 points. The appeal window runs from the penalty.',
  },
  appeal: {
    zh: '申诉只有一次，所以命令里要带“确认”。之后再记审核结果。',
    en: 'There is one appeal only, so the command confirms it. The result comes after it.',
  },
  win: {
    zh: '申诉在审核了。现在记下结果：申诉成功。',
    en: 'The appeal is under review. Now record its result: overturned.',
  },
  another: {
    zh: '手上没有能走到这一步的投诉了，再记录一起吧。',
    en: 'No complaint can take this step any more: record another one.',
  },
  done: {
    zh: '一起投诉从头到尾走完了。别的命令见 /complaint 帮助。',
    en: 'One complaint, from its first day to the end. /complaint help knows the rest.',
  },
} satisfies Record<string, Words>

/** On the step's button. */
export const labels = {
  fill: { zh: '填好命令', en: 'Fill in the command' },
  jump: { zh: '跳过去', en: 'Jump there' },
  miss: { zh: '让举证期过去', en: 'Let the window pass' },
} satisfies Record<string, Words>

const received = (now: Instant) => `"${formatTime(now - HOUR)}"`
/** A new order number. */
const order = (now: Instant) => `3366${String(Math.floor(now / 1000)).slice(-8)}`

/** Put into the composer; their times fit `now`. */
export const commands = {
  record: (now: Instant): Words => ({
    zh: `/complaint 新增 订单=${order(now)} 买家=小林 店铺=云棉家居 收到=${received(now)}`,
    en: `/complaint new order=${order(now)} buyer=Lin shop="Cloud Cotton" received=${received(now)}`,
  }),
  decide: (id: string, now: Instant): Words => ({
    zh: `/complaint 判定 ${id} 成立 时间="${formatTime(now)}" 扣分=12`,
    en: `/complaint decided ${id} upheld at="${formatTime(now)}" points=12`,
  }),
  appeal: (id: string, now: Instant): Words => ({
    zh: `/complaint 申诉 ${id} 时间="${formatTime(now)}" 确认=是`,
    en: `/complaint appealed ${id} at="${formatTime(now)}" confirm=yes`,
  }),
  win: (id: string, now: Instant): Words => ({
    zh: `/complaint 审核 ${id} 申诉成功 时间="${formatTime(now)}"`,
    en: `/complaint reviewed ${id} overturned at="${formatTime(now)}"`,
  }),
}

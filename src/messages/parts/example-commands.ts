import type { Lang, Words } from '../content.ts'
import type { VerbName } from '../vocabulary.ts'

/** One example of each verb; `H-7K3Q` stands for a complaint's id. */
const examples: Record<VerbName, Words> = {
  new: {
    zh: '/complaint 新增 订单=3366123456 买家=小王 收到="2026-11-20 10:30"',
    en: '/complaint new order=3366123456 buyer=wang received="2026-11-20 10:30"',
  },
  list: { zh: '/complaint 列表 我的', en: '/complaint list mine' },
  show: { zh: '/complaint 查看 H-7K3Q', en: '/complaint show H-7K3Q' },
  evidence: { zh: '/complaint 举证 H-7K3Q 聊天截图 已收集', en: '/complaint evidence H-7K3Q chat collected' },
  withdrawn: { zh: '/complaint 撤销 H-7K3Q', en: '/complaint withdrawn H-7K3Q' },
  decided: {
    zh: '/complaint 判定 H-7K3Q 成立 时间="2026-11-20 10:30" 扣分=12',
    en: '/complaint decided H-7K3Q upheld at="2026-11-20 10:30" points=12',
  },
  appealed: {
    zh: '/complaint 申诉 H-7K3Q 时间="2026-11-20 10:30" 确认=是',
    en: '/complaint appealed H-7K3Q at="2026-11-20 10:30" confirm=yes',
  },
  reviewed: { zh: '/complaint 审核 H-7K3Q 申诉成功', en: '/complaint reviewed H-7K3Q overturned' },
  correct: {
    zh: '/complaint 更正 H-7K3Q 收到="2026-11-20 10:30"',
    en: '/complaint correct H-7K3Q received="2026-11-20 10:30"',
  },
  ack: { zh: '/complaint 知道了 H-7K3Q', en: '/complaint ack H-7K3Q' },
  snooze: { zh: '/complaint 稍后 H-7K3Q 3小时', en: '/complaint snooze H-7K3Q 3h' },
  assign: { zh: '/complaint 指派 H-7K3Q @小李', en: '/complaint assign H-7K3Q @li' },
  note: { zh: '/complaint 备注 H-7K3Q "已电话联系买家"', en: '/complaint note H-7K3Q "called the buyer"' },
  move: { zh: '/complaint 移动 H-7K3Q 频道=#店铺乙', en: '/complaint move H-7K3Q channel=#shop-b' },
  reopen: { zh: '/complaint 恢复 H-7K3Q "记错了"', en: '/complaint reopen H-7K3Q "recorded by mistake"' },
  discard: { zh: '/complaint 作废 H-7K3Q "重复记录"', en: '/complaint discard H-7K3Q "recorded twice"' },
  settings: {
    zh: '/complaint 设置 后备=@小陈,@小林 静默=22:00-08:00',
    en: '/complaint settings backup=@chen,@lin quiet=22:00-08:00',
  },
  help: { zh: '/complaint 帮助', en: '/complaint help' },
}

/** The example of a verb with the complaint's id in it; an unknown verb gets that of `help`. */
export function exampleOf(verb: string, lang: Lang, id = 'H-7K3Q'): string {
  const found = Object.entries(examples).find(([name]) => name === verb)
  return (found?.[1] ?? examples.help)[lang].replace('H-7K3Q', id)
}

import type { Words } from './content.ts'
import type { Name } from './vocabulary.ts'

type Verb = Name & {
  /** `H-7K3Q` stands for a complaint's id. */
  example: Words
  /** Its line in the help. */
  meaning: Words
}

/** The verbs of /complaint, in the order of the help. */
export const verbs = {
  new: {
    zh: '新增',
    en: 'new',
    also: ['新建', '添加', '登记', '记录', 'add', 'create'],
    example: {
      zh: '/complaint 新增 订单=3366123456 买家=小王 收到="2026-11-20 10:30"',
      en: '/complaint new order=3366123456 buyer=wang received="2026-11-20 10:30"',
    },
    meaning: {
      zh: '记录投诉；收到和发起时间至少填一个。不带内容则打开表单',
      en: 'records a complaint; give the time of receipt or of filing. Alone it opens the form',
    },
  },
  list: {
    zh: '列表',
    en: 'list',
    also: ['清单', 'ls'],
    example: { zh: '/complaint 列表 我的', en: '/complaint list mine' },
    meaning: {
      zh: '本频道的投诉：未结、已结、我的、逾期、全部',
      en: 'this channel’s: open, closed, mine, overdue, all',
    },
  },
  show: {
    zh: '查看',
    en: 'show',
    also: ['详情', 'view'],
    example: { zh: '/complaint 查看 H-7K3Q', en: '/complaint show H-7K3Q' },
    meaning: { zh: '一起投诉的全部信息和记录', en: 'everything about one complaint, with its history' },
  },
  evidence: {
    zh: '举证',
    en: 'evidence',
    also: ['凭证', '证据', 'proof'],
    example: {
      zh: '/complaint 举证 H-7K3Q 聊天截图 已收集',
      en: '/complaint evidence H-7K3Q chat collected',
    },
    meaning: {
      zh: '勾选凭证，可以一次几种；只写“已提交”表示答复已在平台提交',
      en: 'ticks proof, several kinds at once if you like; “sent” alone says that the answer was handed in',
    },
  },
  withdrawn: {
    zh: '撤销',
    en: 'withdrawn',
    also: ['已撤销', '撤诉', 'withdraw'],
    example: { zh: '/complaint 撤销 H-7K3Q', en: '/complaint withdrawn H-7K3Q' },
    meaning: { zh: '平台页面已显示撤销', en: 'the platform shows it withdrawn' },
  },
  decided: {
    zh: '判定',
    en: 'decided',
    also: ['已判定', '处理意见', 'decision', 'decide'],
    example: {
      zh: '/complaint 判定 H-7K3Q 成立 时间="2026-11-20 10:30" 扣分=12',
      en: '/complaint decided H-7K3Q upheld at="2026-11-20 10:30" points=12',
    },
    meaning: {
      zh: '平台的处理意见，照通知填；不成立就写“不成立”',
      en: 'the platform’s decision, as the notice says it; or “dismissed”',
    },
  },
  appealed: {
    zh: '申诉',
    en: 'appealed',
    also: ['已申诉', 'appeal'],
    example: {
      zh: '/complaint 申诉 H-7K3Q 时间="2026-11-20 10:30" 确认=是',
      en: '/complaint appealed H-7K3Q at="2026-11-20 10:30" confirm=yes',
    },
    meaning: { zh: '处罚后的申诉已提交（只有一次）', en: 'the one appeal after the penalty was submitted' },
  },
  reviewed: {
    zh: '审核',
    en: 'reviewed',
    also: ['复核', '已审核', '审核结果', 'review'],
    example: { zh: '/complaint 审核 H-7K3Q 申诉成功', en: '/complaint reviewed H-7K3Q overturned' },
    meaning: {
      zh: '申诉的结果：申诉成功或维持原判',
      en: 'the outcome of the appeal: overturned or maintained',
    },
  },
  correct: {
    zh: '更正',
    en: 'correct',
    also: ['修改', '改正', 'edit', 'fix'],
    example: {
      zh: '/complaint 更正 H-7K3Q 收到="2026-11-20 10:30"',
      en: '/complaint correct H-7K3Q received="2026-11-20 10:30"',
    },
    meaning: {
      zh: '更正信息或时间，期限随之更新；举证截止=无 或 申诉截止=无 取消平台截止时间',
      en: 'corrects facts or times; deadlines follow. evidence-due=none or appeal-due=none takes a page’s deadline off',
    },
  },
  ack: {
    zh: '知道了',
    en: 'ack',
    also: ['收到', '已知悉', 'acknowledge', 'got-it', 'seen'],
    example: { zh: '/complaint 知道了 H-7K3Q', en: '/complaint ack H-7K3Q' },
    meaning: {
      zh: '表示看到了当前的提醒，不再通知其他人',
      en: 'says that you have seen the reminder, so that nobody else is told',
    },
  },
  snooze: {
    zh: '稍后',
    en: 'snooze',
    also: ['稍后提醒', '推迟', 'later', 'remind'],
    example: { zh: '/complaint 稍后 H-7K3Q 3小时', en: '/complaint snooze H-7K3Q 3h' },
    meaning: {
      zh: '让提醒过一会儿再来；写时长或到=时间，不能晚过下一条提醒',
      en: 'brings the reminder back later: a length or until=time, in time for the next one',
    },
  },
  assign: {
    zh: '指派',
    en: 'assign',
    also: ['分配', '转交'],
    example: { zh: '/complaint 指派 H-7K3Q @小李', en: '/complaint assign H-7K3Q @li' },
    meaning: { zh: '换负责人', en: 'changes the owner' },
  },
  note: {
    zh: '备注',
    en: 'note',
    also: ['留言'],
    example: {
      zh: '/complaint 备注 H-7K3Q "已电话联系买家"',
      en: '/complaint note H-7K3Q "called the buyer"',
    },
    meaning: { zh: '加一条备注', en: 'adds a note' },
  },
  move: {
    zh: '移动',
    en: 'move',
    also: ['移到', '转移', '换频道'],
    example: { zh: '/complaint 移动 H-7K3Q 频道=#店铺乙', en: '/complaint move H-7K3Q channel=#shop-b' },
    meaning: {
      zh: '移到另一个频道，卡片和提醒随之过去；两个频道都要在',
      en: 'moves it to another channel with its card and reminders; you must be in both',
    },
  },
  reopen: {
    zh: '恢复',
    en: 'reopen',
    also: ['重开', 'undo'],
    example: { zh: '/complaint 恢复 H-7K3Q "记错了"', en: '/complaint reopen H-7K3Q "recorded by mistake"' },
    meaning: { zh: '撤回上一步或重新打开', en: 'undoes the last step, or opens it again' },
  },
  discard: {
    zh: '作废',
    en: 'discard',
    also: ['废弃'],
    example: { zh: '/complaint 作废 H-7K3Q "重复记录"', en: '/complaint discard H-7K3Q "recorded twice"' },
    meaning: { zh: '作废误记的投诉', en: 'closes a record made by mistake' },
  },
  settings: {
    zh: '设置',
    en: 'settings',
    also: ['配置', 'setting', 'config'],
    example: {
      zh: '/complaint 设置 后备=@小陈,@小林 静默=22:00-08:00',
      en: '/complaint settings backup=@chen,@lin quiet=22:00-08:00',
    },
    meaning: {
      zh: '本频道的后备人员、静默时段和语言；不带内容则查看',
      en: 'this channel’s backup people, quiet hours and language; alone it shows them',
    },
  },
  help: {
    zh: '帮助',
    en: 'help',
    also: ['?', '用法', '怎么用'],
    example: { zh: '/complaint 帮助', en: '/complaint help' },
    meaning: { zh: '看这份说明', en: 'shows this' },
  },
} satisfies Record<string, Verb>
export type VerbName = keyof typeof verbs

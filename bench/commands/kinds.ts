/** A measured command. */
export type Kind = {
  name: string
  /** Share of bare Bolt's throughput. */
  goal: number
  /** Share of a round's requests: less for commands whose records pile up. */
  share: number
  isGood: (body: string) => boolean
  fields: (n: number) => Record<string, string>
}

/** Channels to record in; at one card a second in each, most cards are posted after the benchmark. */
const channels = 20

/** Questions that the book covers; others would be counted in the store. */
const questions = [
  '几天内举证',
  '什么算恶意骚扰',
  '申诉要在多久之内提交',
  '会扣几分',
  '买家撤销投诉了还要处理吗',
  '账号会被屏蔽几天',
  '可以申诉几次',
  '要提供哪些证据',
  'how long do I have to answer',
  'how many points are deducted',
  'can I appeal twice',
  'what counts as harassment',
]

export const received = new Date(Date.now() - 3_600_000).toISOString()

export const kinds: Kind[] = [
  {
    name: '/harassment <question>',
    goal: 0.85,
    share: 1,
    isGood: body => body.includes('"block_id":"rule:') && !body.includes('"rule:none"'),
    fields: n => ({
      command: '/harassment',
      text: questions[n % questions.length] ?? '',
      channel_id: 'CASK',
    }),
  },
  {
    name: '/complaint list',
    goal: 0.85,
    share: 1,
    isGood: body => body.includes('H-'),
    fields: () => ({ command: '/complaint', text: 'list', channel_id: 'CLIST' }),
  },
  {
    name: '/complaint new',
    goal: 0.5,
    share: 1 / 3,
    isGood: body => body.includes('已记录'),
    fields: n => ({
      command: '/complaint',
      text: `new order=bench-${n} received=${received}`,
      channel_id: `CNEW${n % channels}`,
    }),
  },
]

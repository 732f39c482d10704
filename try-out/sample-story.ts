import { seeded } from 'local-slack/seed.ts'
import { formatTime, HOUR, type Instant, MINUTE } from '../src/time/beijing.ts'

/**
 * A command that a person typed, or with `talk` a reply in the card's thread. `id` is the id of the complaint
 * of `order`.
 */
export type Scene = { at: Instant; by: string; order: string; says: (id: string) => string; talk?: true }

const { lin, chen, emma } = seeded

/**
 * Three complaints of the last weeks: one won (in English), one upheld with the appeal open, one with a day
 * left.
 */
export function sampleStory(present: Instant): Scene[] {
  const ago = (hours: number) => present - hours * HOUR
  /** Rounded down to ten minutes, as people type it. */
  const time = (hours: number) => `"${formatTime(ago(hours) - (ago(hours) % (10 * MINUTE)))}"`
  const scenesOf = (order: string) => ({
    scene: (hours: number, by: string, says: Scene['says']): Scene => ({ at: ago(hours), by, order, says }),
    talk: (hours: number, by: string, words: string): Scene => ({
      at: ago(hours),
      by,
      order,
      says: () => words,
      talk: true,
    }),
  })
  const won = scenesOf('3366104417')
  const upheld = scenesOf('3366118352')
  const pending = scenesOf('3366127706')
  return [
    won.scene(480, emma, () => 'settings lang=en'),
    won.scene(
      480,
      emma,
      () => `new order=3366104417 buyer=Wang shop="Cloud Cotton 云棉家居" received=${time(480)}`,
    ),
    won.scene(474, emma, id => `evidence ${id} chat collected`),
    won.scene(450, emma, id => `evidence ${id} calls collected`),
    won.scene(440, emma, id => `evidence ${id} sent`),
    won.scene(372, emma, id => `decided ${id} upheld at=${time(373)} points=12`),
    won.talk(371, emma, 'Two calls in all, both before 18:00. The call list shows it, so we appeal.'),
    won.scene(348, emma, id => `appealed ${id} at=${time(349)} confirm=yes`),
    won.scene(264, emma, id => `reviewed ${id} overturned at=${time(265)}`),
    upheld.scene(240, lin, () => '设置 语言=中文'),
    upheld.scene(215, chen, () => `新增 订单=3366118352 买家=小周 店铺=云棉家居 收到=${time(216)}`),
    upheld.scene(212, chen, id => `举证 ${id} 聊天截图 已收集`),
    upheld.scene(185, chen, id => `举证 ${id} 已提交`),
    upheld.scene(118, chen, id => `判定 ${id} 成立 时间=${time(120)} 屏蔽=7`),
    upheld.talk(117, lin, '通知写的是屏蔽 7 天，没有扣分。申诉只有一次，凭证齐了再交。'),
    pending.scene(45, lin, () => `新增 订单=3366127706 买家=小李 店铺=云棉家居 收到=${time(46)}`),
    pending.scene(44, lin, id => `举证 ${id} 聊天截图 已收集`),
    pending.scene(21, lin, id => `举证 ${id} 通话记录 已收集`),
    pending.talk(20, chen, '电话没接就不再打了，在旺旺上给他留了言。'),
  ]
}

import { expect, test } from 'vitest'
import { homeContent } from '../../src/messages/cards/home.ts'
import { own } from './own.ts'
import { reading } from './reading.ts'
import { at, calendar, recorded, storiesOf } from './samples.ts'

const now = at('2026-11-21 10:30')
const health = { lastCheck: now, backlog: 0, canLookUp: true }
const shown = (count: number) => {
  const complaints = Array.from({ length: count }, (_, index) => ({ ...recorded(), id: `H-00${index}` }))
  return reading(homeContent({ ...own(complaints, now), health }, calendar, now, 'zh').blocks)
}

test('Home shows thirty complaints and counts the rest', () => {
  expect(shown(30).match(/H-00\d+/g)).toHaveLength(30)
  expect(shown(30)).not.toContain('没有显示')
  expect(shown(31).match(/H-00\d+/g)).toHaveLength(30)
  expect(shown(31)).toContain('还有 1 起没有显示。')
})

test('Home without complaints says so', () => {
  expect(shown(0)).toContain('您负责的未结投诉（所有频道）：0')
  expect(shown(0)).not.toContain('进行中')
})

test('A complaint is overdue from its deadline, and after a missed answer until the decision', () => {
  const headings = (time: string, complaint = recorded()) =>
    reading(homeContent({ ...own([complaint], at(time)), health }, calendar, at(time), 'zh').blocks)
  expect(headings('2026-11-23 10:29')).toContain('进行中：1')
  expect(headings('2026-11-23 10:30')).toContain('已过期限：1')
  expect(headings('2026-11-24 10:30', storiesOf().missed)).toContain('已过期限：1')
  expect(headings('2026-11-24 10:30', storiesOf().answered)).toContain('进行中：1')
})

test('Home shows each complaint with the buttons of its card', () => {
  expect(shown(1)).toContain('[答复已提交] [勾选凭证] [记录处理意见] [买家已撤销] [问规则] […')
})

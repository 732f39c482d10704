import type { TimeName } from '../../complaints/refused.ts'
import { formatEnd, formatTime, type Instant } from '../../time/beijing.ts'
import { code, rich } from '../parts/rich.ts'
import { timeWords } from '../vocabulary.ts'
import type { RefusalTable } from './refusal-table.ts'

/** Refusals of times that the rules do not allow. */
export const timeRefusals = {
  future: ({ field, at, now }) => ({
    zh: rich`${timeWords[field].zh} ${formatTime(at)} 在未来（现在是北京时间 ${formatTime(now)}）。请填已经发生的时间，例如 ${code(formatTime(now))}。`,
    en: rich`The ${timeWords[field].en}, ${formatTime(at)}, is in the future (it is ${formatTime(now)} in Beijing). Give a time that has passed, such as ${code(formatTime(now))}.`,
  }),
  'out-of-order': ({ earlier, earlierAt, later, laterAt }) => {
    const [before, after] = [timeOf(earlier, earlierAt), timeOf(later, laterAt)]
    return {
      zh: rich`时间顺序不对：${timeWords[later].zh} ${after} 早于${timeWords[earlier].zh} ${before}。请核对后重填；记错的时间可以用 ${code('/complaint 更正')} 改。`,
      en: rich`The times are out of order: the ${timeWords[later].en}, ${after}, is before the ${timeWords[earlier].en}, ${before}. Please check both; a time on record is changed with ${code('/complaint correct')}.`,
    }
  },
  'too-far': ({ field, at, days }) => ({
    zh: rich`${timeWords[field].zh} ${formatEnd(at)} 离起算时间超过 ${days} 天，像是填错了。请按平台页面重填。`,
    en: rich`The ${timeWords[field].en}, ${formatEnd(at)}, is more than ${days} days from the start of its clock, which looks like a slip. Please copy it again from the page.`,
  }),
  'start-missing': () => ({
    zh: rich`还缺收到时间或发起时间，至少填一个，期限从这里起算。例如 ${code('/complaint 新增 订单=3366123456 收到="2026-11-20 10:30"')}。`,
    en: rich`Give the time of receipt or of filing (one is enough): the clocks start there. For example ${code('/complaint new order=3366123456 received="2026-11-20 10:30"')}.`,
  }),
  'appeal-too-late': ({ id, latest }) => ({
    zh: rich`${id} 的申诉期按最宽的算法也已在 ${formatEnd(latest)} 结束，这个申诉时间在它之后。平台页面显示的截止时间更晚的，先更正：${code(`/complaint 更正 ${id} 申诉截止="2026-12-01 24:00"`)}。`,
    en: rich`The appeal window of ${id} ended at ${formatEnd(latest)} even on the latest reading, before this time. If the platform’s page shows a later deadline, correct it first: ${code(`/complaint correct ${id} appeal-due="2026-12-01 24:00"`)}.`,
  }),
} satisfies Partial<RefusalTable>

/** A deadline may be the end of a day, written 24:00; other times are not. */
const timeOf = (name: TimeName, at: Instant) => (name.endsWith('due') ? formatEnd(at) : formatTime(at))

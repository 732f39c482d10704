import type { Complaint } from '../../src/complaints/complaint.ts'
import { notChecked, ownerChecked } from '../../src/complaints/owner-check.ts'
import { type Notice, record } from '../../src/complaints/record.ts'
import { settle } from '../../src/complaints/settle.ts'
import { type Action, amend, apply, reopen } from '../../src/complaints/transitions.ts'
import { loadHolidays } from '../../src/rules/holiday-table.ts'
import { loadRuleBook } from '../../src/rules/rule-book.ts'
import { createCalendar } from '../../src/rules/working-days.ts'
import { type Instant, parseTime } from '../../src/time/beijing.ts'

export const book = loadRuleBook()
export const calendar = createCalendar(loadHolidays())
export const langs = ['zh', 'en'] as const

export function at(text: string): Instant {
  const time = parseTime(text)
  if (!time.ok) throw new Error(`no time: ${text}`)
  return time.at
}

const owner = 'U0LI'
const by = (time: string) => ({ by: owner, at: at(time) })
const place = { id: 'H-7K3Q', team: 'T1', channel: 'C0SHOP' }

/** Recorded on 2026-11-20; its answer is due 2026-11-23 10:30, safe until the 22nd, latest until the 23rd. */
export const recorded = (more: Partial<Notice> = {}, time = '2026-11-20 11:00'): Complaint =>
  record(
    {
      order: '3366123456',
      buyer: '小王',
      shop: '云裳旗舰店',
      filed: at('2026-11-20 09:00'),
      received: at('2026-11-20 10:30'),
      ...more,
    },
    place,
    book,
    by(time),
  )

const did = (complaint: Complaint, action: Action, time: string) => apply(complaint, action, by(time))

/** A complaint at each stage. `more` changes its notice; `words` is typed wherever a step takes text. */
export function storiesOf(more: Partial<Notice> = {}, words = '误记'): Record<string, Complaint> {
  const awaiting = recorded(more)
  const ticked = did(awaiting, { type: 'ticked', kind: 'chat', mark: 'collected' }, '2026-11-20 12:00')
  const answered = did(ticked, { type: 'answered' }, '2026-11-21 09:00')
  const missed = settle(awaiting, at('2026-11-24 00:00'))
  const penalized = did(
    answered,
    { type: 'upheld', at: at('2026-11-25 09:00'), points: 12, blockDays: 7, frozen: false },
    '2026-11-25 10:00',
  )
  const onPage = amend(penalized, { 'appeal-due': at('2026-12-08 24:00') }, by('2026-11-25 11:00'))
  const underReview = did(penalized, { type: 'appealed', at: at('2026-11-30 20:00') }, '2026-11-30 20:05')
  const lapsed = settle(penalized, at('2026-12-11 00:00'))
  const noted = did(
    did(awaiting, { type: 'noted', text: words }, '2026-11-20 12:30'),
    { type: 'assigned', owner: 'U0ZHANG' },
    '2026-11-20 12:40',
  )
  return {
    awaiting,
    ticked,
    answered,
    missed,
    penalized,
    onPage,
    underReview,
    lapsed,
    keptOpen: reopen(lapsed, words.slice(0, 500), by('2026-12-11 09:00')),
    noted: amend(noted, { buyer: words.slice(0, 100), order: '42' }, by('2026-11-20 13:00')),
    withdrawn: did(answered, { type: 'withdrawn' }, '2026-11-22 09:00'),
    dismissed: did(answered, { type: 'dismissed', at: at('2026-11-22 08:00') }, '2026-11-22 09:00'),
    overturned: did(underReview, { type: 'overturned' }, '2026-12-02 09:00'),
    maintained: did(underReview, { type: 'maintained' }, '2026-12-02 09:00'),
    reopened: reopen(underReview, words.slice(0, 500), by('2026-12-01 09:00')),
    unchecked: { ...awaiting, owner: 'U0ZHANG', ownerCheck: notChecked(by('2026-11-20 11:00')) },
    unfit: ownerChecked(
      { ...awaiting, owner: 'U0ZHANG', ownerCheck: notChecked(by('2026-11-20 11:00')) },
      'elsewhere',
      at('2026-11-20 11:10'),
    ),
    discarded: did(awaiting, { type: 'discarded', why: words.slice(0, 500) }, '2026-11-20 12:00'),
  }
}

const family = '👨‍👩‍👧‍👦'
/** Texts that try to mention, link, format, reverse the line, be endless or be half a character. */
export const hostileWords: string[] = [
  '<!channel> <@U1> <#C1|general> <https://evil.example|click> &lt;!here&gt; @channel',
  '*x* _y_ ~z~ `code` ```block``` :rotating_light: > quote',
  '\u202Eabc\u202C \u2067def \u2069 \u200Fשלום عليكم',
  `half \uD83D and \uDC00 of a character`,
  '__proto__',
  'constructor',
  '\u0000\u0007\u2028\u2029\u0085\r\n\n\n\nnew line',
  family.repeat(270),
  `e${'\u0301'.repeat(2900)}`,
  '<'.repeat(3000),
  '哈'.repeat(3000),
  '   ',
]

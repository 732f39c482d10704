import { describe, expect, it } from 'vitest'
import { parseCommand } from '../../src/handlers/parsing/command-text.ts'
import type { Content } from '../../src/messages/content.ts'
import type { AnyReason } from '../../src/messages/reason.ts'
import { refusalContent, refusalText } from '../../src/messages/replies/refusals.ts'
import { faultsOfMessage } from './block-limits.ts'
import { reading } from './reading.ts'
import { at, hostileWords, langs } from './samples.ts'

const id = 'H-7K3Q'
const then = at('2026-11-21 10:30')
const later = at('2026-11-22 24:00')

const reminders = [
  'evidence:24h:2026-11-23T02:30:00.000Z',
  'evidence:48h@2026-11-21T11:00:00.000Z:2026-11-23T02:30:00.000Z',
  'decision:2026-11-24:2026-11-24T02:00:00.000Z',
] as const

/** One reason of each code; the type keeps the list complete. */
const reasonsAbout = (
  typed: string,
): { [Code in AnyReason['code']]: Extract<AnyReason, { code: Code }> } => ({
  future: { code: 'future', field: 'received', at: later, now: then },
  'out-of-order': {
    code: 'out-of-order',
    earlier: 'filed',
    earlierAt: later,
    later: 'evidence-due',
    laterAt: then,
  },
  'too-far': { code: 'too-far', field: 'evidence-due', at: later, days: 90 },
  'start-missing': { code: 'start-missing' },
  'order-missing': { code: 'order-missing' },
  'too-long': { code: 'too-long', field: 'note', max: 3000 },
  'already-answered': { code: 'already-answered', id, at: then },
  closed: { code: 'closed', id, outcome: 'dismissed', at: then },
  'withdraw-after-penalty': { code: 'withdraw-after-penalty', id, penalizedAt: then },
  'no-penalty': { code: 'no-penalty', id },
  'already-upheld': { code: 'already-upheld', id, at: then },
  'already-appealed': { code: 'already-appealed', id, at: then },
  'appeal-too-late': { code: 'appeal-too-late', id, latest: later },
  'not-appealed': { code: 'not-appealed', id, status: 'penalized' },
  'nothing-to-undo': { code: 'nothing-to-undo', id },
  'nothing-to-correct': { code: 'nothing-to-correct', id, field: 'appealed' },
  'nothing-changed': { code: 'nothing-changed', id },
  overtaken: { code: 'overtaken', id, reminder: reminders[0], standing: reminders.slice(1) },
  'nothing-stands': { code: 'nothing-stands', id },
  'already-acknowledged': { code: 'already-acknowledged', id, reminder: reminders[0], by: 'U0LI', at: then },
  'cannot-snooze': { code: 'cannot-snooze', id, until: then, offers: [then, later] },
  'order-taken': { code: 'order-taken', order: typed, id },
  'unknown-verb': { code: 'unknown-verb', typed, nearest: 'list' },
  'unknown-key': { code: 'unknown-key', verb: 'new', key: typed, nearest: 'buyer', keys: ['order', 'buyer'] },
  'key-twice': { code: 'key-twice', key: typed },
  'extra-word': { code: 'extra-word', verb: 'withdrawn', word: typed },
  colon: { code: 'colon', key: '订单', value: typed },
  missing: { code: 'missing', verb: 'decided', argument: 'outcome', id },
  'bad-id': { code: 'bad-id', typed },
  'bad-time': { code: 'bad-time', field: 'at', typed, why: 'no-time-of-day' },
  'bad-number': { code: 'bad-number', field: 'points', typed, max: 1000 },
  'bad-choice': { code: 'bad-choice', field: 'mark', typed, choices: ['collected', 'sent'], nearest: 'sent' },
  'bad-person': { code: 'bad-person', field: 'owner', typed },
  'bad-later': { code: 'bad-later', field: 'until', typed, id },
  'bad-quiet': { code: 'bad-quiet', field: 'quiet', typed, why: 'too-long' },
  'bad-owner': { code: 'bad-owner', field: 'owner', name: typed, why: 'elsewhere' },
  'bad-backup': { code: 'bad-backup', field: 'backup', names: [typed, typed], why: 'elsewhere' },
  'backup-unchecked': { code: 'backup-unchecked', field: 'backup' },
  'too-many': { code: 'too-many', field: 'backup', max: 10 },
  'bad-channel': { code: 'bad-channel', field: 'channel', typed },
  'no-way-in': { code: 'no-way-in', field: 'channel' },
  'not-found': { code: 'not-found', id },
  'confirm-appeal': { code: 'confirm-appeal', id },
  'direct-message': { code: 'direct-message' },
  'not-invited': { code: 'not-invited', typed: `/complaint new order=1 note=${typed}` },
  archived: { code: 'archived' },
  'database-lost': { code: 'database-lost', typed: `/complaint note ${id} ${typed}` },
  outsider: { code: 'outsider' },
  'cannot-check': { code: 'cannot-check' },
  'cannot-list': { code: 'cannot-list' },
  'no-form': { code: 'no-form', verb: 'new', id },
  'admins-only': { code: 'admins-only' },
  'miss-gone': { code: 'miss-gone' },
  'too-often': { code: 'too-often', seconds: 2, typed: `/complaint note ${id} ${typed}` },
  'not-ready': { code: 'not-ready', typed: `/complaint note ${id} ${typed}` },
  'not-taught': { code: 'not-taught' },
  broken: { code: 'broken' },
})

const reasons = reasonsAbout('foo')

/** The commands in a refusal, without /complaint. */
const commandsIn = ({ blocks }: Content) =>
  [...JSON.stringify(blocks).matchAll(/"text":"\/complaint ((?:[^"\\]|\\.)+)","style":\{"code":true/g)].map(
    ([, command = '']) => command,
  )

describe('Every refusal', () => {
  it('fits in a message and mentions nobody, whatever was typed', () => {
    for (const lang of langs)
      for (const words of hostileWords)
        for (const reason of Object.values(reasonsAbout(words)))
          expect({ reason, faults: faultsOfMessage(refusalContent(reason, lang)) }).toEqual({
            reason,
            faults: [],
          })
  })

  it('gives the command back to copy, however long or strange', () => {
    for (const lang of langs)
      for (const words of [...hostileWords, '很长'.repeat(10_000)]) {
        const content = refusalContent(reasons.broken, lang, `/complaint note H-7K3Q ${words}`)
        expect({ words, faults: faultsOfMessage(content) }).toEqual({ words, faults: [] })
        expect(reading(content.blocks)).toContain('\n/complaint note H-7K3Q')
      }
    const hebrew = '/complaint note H-7K3Q "שלום"'
    expect(reading(refusalContent(reasons.broken, 'zh', hebrew).blocks)).toContain(`\n${hebrew}`)
  })

  it('reads the same in a form, without escapes', () => {
    for (const lang of langs)
      for (const reason of Object.values(reasons))
        expect(reading(refusalContent(reason, lang).blocks)).toContain(refusalText(reason, lang))
    expect(refusalText({ code: 'bad-id', typed: '<x>' }, 'zh')).toContain('“<x>”不是投诉编号')
  })

  it('gives valid commands in the language as examples', () => {
    for (const lang of langs)
      for (const reason of Object.values(reasons))
        for (const command of commandsIn(refusalContent(reason, lang)))
          expect(parseCommand(command).verb).toMatch(lang === 'zh' ? /^\p{Script=Han}+$/u : /^[a-z]+$/)
    expect(commandsIn(refusalContent(reasons.closed, 'en'))).toEqual(['reopen H-7K3Q \\"why\\"'])
  })
})

describe('The most important refusals', () => {
  it('a withdrawal after the penalty does not return points; the appeal remains', () => {
    const text = refusalText(reasons['withdraw-after-penalty'], 'zh')
    expect(text).toContain('不会退回已扣的分')
    expect(text).toContain('/complaint 申诉 H-7K3Q 时间=')
    expect(refusalText(reasons['withdraw-after-penalty'], 'en')).toContain('does not take the points back')
  })

  it('a second appeal is refused with the time of the first', () => {
    expect(refusalText(reasons['already-appealed'], 'en')).toContain(
      'Cannot appeal H-7K3Q: the one appeal was submitted on 2026-11-21 10:30',
    )
  })

  it('an unknown id is refused like that of another team', () => {
    expect(refusalText(reasons['not-found'], 'zh')).toContain('没有这个编号，或者您不在它所在的频道')
  })

  it('a day without a time of day is incomplete', () => {
    expect(refusalText(reasons['bad-time'], 'zh')).toContain('还缺时刻')
  })

  it('the end of a day is written 24:00', () => {
    expect(refusalText(reasons['appeal-too-late'], 'zh')).toContain('2026-11-22 24:00')
  })

  it('a command in a private channel is given back whole', () => {
    const typed = `/complaint new order=1 note="${'很长'.repeat(1400)}"`
    expect(reading(refusalContent({ code: 'not-invited', typed }, 'zh').blocks)).toContain(typed)
  })

  it('choices and keys are named in the language', () => {
    expect(refusalText(reasons['bad-choice'], 'zh')).toContain('可以填：已收集、已提交')
    expect(refusalText(reasons['unknown-key'], 'zh')).toContain('可以用：订单= 买家=')
    expect(refusalText(reasons['unknown-key'], 'en')).toContain('It takes order= buyer=')
  })
})

import { describe, expect, test } from 'vitest'
import { createCallReader, type LoggedCall } from '../call-log.ts'

const call = (method: string, more: Partial<LoggedCall> = {}): LoggedCall => ({
  method,
  args: { channel: 'C1' },
  at: 0,
  status: 200,
  answer: { ok: true },
  ...more,
})
const posting = (more: Partial<LoggedCall> = {}, key = 'a') =>
  call('chat.postMessage', { args: { channel: 'C1', metadata: JSON.stringify({ key }) }, ...more })
const standing = (...ts: string[]) =>
  call('conversations.replies', { answer: { ok: true, messages: ts.map(each => ({ ts: each })) } })
const lost = { status: undefined, answer: { ok: true, ts: '1.0' } }

/** What each call is said to have come to, with the number of its try. */
function told(...calls: LoggedCall[]) {
  const read = createCallReader()
  return calls.map(each => read(each)).map(({ came, tries }) => (tries > 1 ? `${came} ${tries}` : came))
}

describe('What came of a call', () => {
  test('is its answer: done, refused by name, or a status that is none', () => {
    expect(told(posting())).toEqual(['ok'])
    expect(told(posting({ answer: { ok: false, error: 'is_archived' } }))).toEqual(['is_archived'])
    expect(told(posting({ status: 429, answer: undefined }))).toEqual(['429'])
    expect(told(posting({ status: undefined, answer: undefined }))).toEqual(['reset'])
  })

  test('that got no answer although it was done is lost, and found again in the thread', () => {
    expect(told(posting(lost), standing('0.5', '1.0'), posting({}, 'b'))).toEqual(['lost', 'found', 'ok'])
  })

  test('that failed at Slack is looked for, not there, and tried a second time', () => {
    const failed = posting({ status: 500, answer: undefined })
    expect(told(failed, standing('0.5'), posting())).toEqual(['500', 'absent', 'ok 2'])
  })

  test('counts the tries of one message, and begins anew once it stands', () => {
    const busy = { status: 429, answer: undefined }
    expect(told(posting(busy), posting(busy), posting({}, 'b'), posting(), posting())).toEqual([
      '429',
      '429 2',
      'ok',
      'ok 3',
      'ok',
    ])
  })

  test('that only reads, with nothing in doubt, or with a doubt in another channel, is ok', () => {
    expect(told(standing('1.0'))).toEqual(['ok'])
    const elsewhere = posting({ ...lost, args: { channel: 'C2', metadata: '{}' } })
    expect(told(elsewhere, standing('1.0'))).toEqual(['lost', 'ok'])
  })
})

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
const lookUp = (...ts: string[]) =>
  call('conversations.replies', { answer: { ok: true, messages: ts.map(each => ({ ts: each })) } })
const lost = { status: undefined, answer: { ok: true, ts: '1.0' } }

/** The outcome of each call, with the number of the try from the second on. */
function outcomes(...calls: LoggedCall[]) {
  const read = createCallReader()
  return calls.map(each => read(each)).map(({ came, tries }) => (tries > 1 ? `${came} ${tries}` : came))
}

describe('The logged outcome of a call', () => {
  test('is ok, an error code, an HTTP status or a reset', () => {
    expect(outcomes(posting())).toEqual(['ok'])
    expect(outcomes(posting({ answer: { ok: false, error: 'is_archived' } }))).toEqual(['is_archived'])
    expect(outcomes(posting({ status: 429, answer: undefined }))).toEqual(['429'])
    expect(outcomes(posting({ status: undefined, answer: undefined }))).toEqual(['reset'])
  })

  test('is lost when a posted message got no answer, and found once a look-up lists the message', () => {
    expect(outcomes(posting(lost), lookUp('0.5', '1.0'), posting({}, 'b'))).toEqual(['lost', 'found', 'ok'])
  })

  test('is absent when a look-up does not list a message that failed with 500, and the next try is the second', () => {
    const failed = posting({ status: 500, answer: undefined })
    expect(outcomes(failed, lookUp('0.5'), posting())).toEqual(['500', 'absent', 'ok 2'])
  })

  test('has the number of the try, starting over once the message is posted', () => {
    const busy = { status: 429, answer: undefined }
    expect(outcomes(posting(busy), posting(busy), posting({}, 'b'), posting(), posting())).toEqual([
      '429',
      '429 2',
      'ok',
      'ok 3',
      'ok',
    ])
  })

  test('is ok for a look-up without an unknown outcome in its channel', () => {
    expect(outcomes(lookUp('1.0'))).toEqual(['ok'])
    const elsewhere = posting({ ...lost, args: { channel: 'C2', metadata: '{}' } })
    expect(outcomes(elsewhere, lookUp('1.0'))).toEqual(['lost', 'ok'])
  })
})

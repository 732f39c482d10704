import { expect } from 'vitest'
import type { AnyReason } from '../../src/messages/reason.ts'
import { refusalText } from '../../src/messages/replies/refusals.ts'
import type { Answer } from './forger.ts'
import type { Outcome } from './policy.ts'
import type { Request } from './requests.ts'

/** The effects of a request: its answer, and the changes to the store. */
export type Seen = { answer: Answer; id: string; lang: 'zh' | 'en'; changed: boolean; added: number }

/** The outcome of a request; fails if the request did more or less than its outcome says. */
export function observed(request: Request, seen: Seen): Outcome {
  const { answer, changed, added } = seen
  const outcome = outcomeSaid(request, seen)
  const done = outcome === 'done'
  const happened = { status: answer.status, changed, added, opened: answer.opened !== undefined }
  expect(happened, `${request.way}: ${request.what}: ${answer.words}`).toEqual({
    status: 200,
    changed: done && request.effect === 'changes',
    added: done && request.effect === 'adds' ? 1 : 0,
    opened: done && request.effect === 'opens a form',
  })
  return outcome
}

function outcomeSaid({ effect, what }: Request, { answer, id, lang }: Seen): Outcome {
  const words = answer.words.replaceAll('\n', '')
  const says = (reason: AnyReason) => words.startsWith(refusalText(reason, lang))
  if (words === '' && answer.opened === undefined) return 'nothing'
  if (says({ code: 'not-found', id })) return 'not found'
  if (says({ code: 'outsider' })) return 'refused'
  if (says({ code: 'not-invited', typed: '' }) || says({ code: 'not-invited', typed: 'x' }))
    return 'invite first'
  if (says({ code: 'archived' })) return 'archived'
  if (says({ code: 'cannot-check' }) || says({ code: 'cannot-list' })) return 'not checked'
  if (what === 'list mine' && !words.includes(id)) return 'not listed'
  if (what === 'ask' && effect === 'shows' && !words.includes(id)) return 'rules alone'
  if (effect === 'shows' && what !== 'settings') expect(words).toContain(id)
  expect(says({ code: 'broken' })).toBe(false)
  return 'done'
}

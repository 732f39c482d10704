import { seeded } from 'local-slack/seed.ts'
import type { Fault, Faults } from 'local-slack/server.ts'

/** Faults at Slack, each once: at the next call of `method` for a message with `about` in its key. */
const planned: [method: string, about: string, fault: Fault][] = [
  // Once when the owner is assigned, once at the later check.
  ['users.info', seeded.emma, { before: 503 }],
  ['users.info', seeded.emma, { before: 503 }],
  ['chat.scheduleMessage', '', { after: 'drop' }],
  ['chat.deleteScheduledMessage', '', { before: 503 }],
  ['chat.update', ':card:1', { before: 503 }],
  ['chat.update', ':card:1', { before: 503 }],
  ['chat.postMessage', ':contact:', { before: 429, retryAfter: 5 }],
  ['chat.postMessage', ':evidence:6h:', { after: 'drop' }],
  ['conversations.replies', '', { before: 503 }],
  // Enough to fail for more than two minutes, plus one.
  ['chat.postMessage', ':evidence:1h:', { before: 503 }],
  ['chat.postMessage', ':evidence:1h:', { before: 503 }],
  ['chat.postMessage', ':evidence:1h:', { before: 503 }],
  ['chat.postMessage', ':evidence:1h:', { before: 503 }],
  ['chat.postMessage', ':evidence:1h:', { before: 503 }],
  // Twice, so that the fault persists when the app is killed before it has reported it.
  ['chat.postMessage', ':appeal:3d:', { before: { error: 'restricted_action' } }],
  ['chat.postMessage', ':appeal:3d:', { before: { error: 'restricted_action' } }],
]

export function createFaults(): Faults {
  const left = new Set(planned)
  return (method, args) => {
    for (const trouble of left) {
      const [where, about, fault] = trouble
      if (method !== where || !JSON.stringify(args).includes(about)) continue
      left.delete(trouble)
      return fault
    }
    return undefined
  }
}

import { seeded } from 'local-slack/seed.ts'
import type { Fault, Faults } from 'local-slack/server.ts'

/** What goes wrong at Slack, each once: the next call of that method that is about such a message. */
const troubles: [method: string, about: string, fault: Fault][] = [
  // When the owner is named, and when Slack is asked about them again.
  ['users.info', seeded.emma, { before: 503 }],
  ['users.info', seeded.emma, { before: 503 }],
  ['chat.scheduleMessage', '', { after: 'drop' }],
  ['chat.deleteScheduledMessage', '', { before: 503 }],
  ['chat.update', ':card:1', { before: 503 }],
  ['chat.update', ':card:1', { before: 503 }],
  ['chat.postMessage', ':contact:', { before: 429, retryAfter: 5 }],
  ['chat.postMessage', ':evidence:6h:', { after: 'drop' }],
  ['conversations.replies', '', { before: 503 }],
  // For more than two minutes, and once more.
  ['chat.postMessage', ':evidence:1h:', { before: 503 }],
  ['chat.postMessage', ':evidence:1h:', { before: 503 }],
  ['chat.postMessage', ':evidence:1h:', { before: 503 }],
  ['chat.postMessage', ':evidence:1h:', { before: 503 }],
  ['chat.postMessage', ':evidence:1h:', { before: 503 }],
  // Twice, so that it still stands when the app is killed before it has told anybody.
  ['chat.postMessage', ':appeal:3d:', { before: { error: 'restricted_action' } }],
  ['chat.postMessage', ':appeal:3d:', { before: { error: 'restricted_action' } }],
]

export function createFaults(): Faults {
  const left = new Set(troubles)
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

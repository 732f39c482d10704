import { DAY, HOUR, type Instant, SECOND } from '../../src/time/beijing.ts'
import { type Plan, typed } from './plan.ts'

/** `moment`: a time between two numbers of hours after the recording, often just when a reminder is due. */
export type Facts = { start: Instant; moment: (from: number, to: number) => Instant }

/** Adds the recording of a complaint, and for some a correction of its first deadline. */
export function addRecording(plan: Plan, { order, start }: { order: string; start: Instant }): Facts {
  const { random, ask, anyone, hours } = plan
  const received = typed(
    start - (random.yes(0.6) ? hours(0, 3) : random.yes(0.8) ? hours(3, 50) : hours(50, 84)),
  )
  const filed = typed(received - hours(0, 30))
  const onPage = random.yes(0.25) ? typed(received + hours(10, 140)) : undefined
  const due = onPage ?? received + 3 * DAY

  const notice = {
    order,
    received: random.yes(0.9) ? received : undefined,
    filed: random.yes(0.7) ? filed : random.yes(0.5) ? received : undefined,
    ...(onPage !== undefined && { due: onPage }),
    ...(random.yes(0.4) && { owner: anyone() }),
    ...(random.yes(0.5) && { buyer: 'buyer', shop: 'shop' }),
  }
  if (notice.received === undefined && notice.filed === undefined) notice.received = received
  ask(start, { type: 'record', notice })
  plan.meanwhile(start, start + 3 * DAY)
  if (random.yes(0.25)) correctEvidence(plan, start + hours(0, 60), { received, filed })

  return {
    start,
    moment(from, to) {
      const at = start + hours(from, to)
      return random.yes(0.2)
        ? Math.max(start + SECOND, due - random.pick([48, 24, 6, 1]) * HOUR + random.between(-4000, 4000))
        : at
    },
  }
}

function correctEvidence(
  { random, correct, hours }: Plan,
  at: Instant,
  { received, filed }: { received: Instant; filed: Instant },
) {
  const changes = random.pick([
    { received: typed(received - hours(0, 20)) },
    { received: typed(Math.min(at, received + hours(0, 20))) },
    { filed: typed(filed - hours(0, 20)) },
    { 'evidence-due': typed(at + hours(-10, 90)) },
    { 'evidence-due': typed(at + hours(1, 30)) },
    { buyer: 'another buyer' },
  ])
  correct(at, changes)
  if ('evidence-due' in changes && random.yes(0.3)) correct(at + hours(1, 20), { 'evidence-due': null })
}

import type { Complaint } from '../src/complaints/complaint.ts'
import { Refused } from '../src/complaints/refused.ts'
import { type Instant, MINUTE, SECOND } from '../src/time/beijing.ts'
import { applyRequest } from './apply-request.ts'
import { type Case, type Chronicle, counted } from './chronicle.ts'
import type { Host } from './host.ts'
import type { Process } from './process.ts'
import type { Random } from './random.ts'
import type { TimedRequest } from './scenario/plan.ts'
import type { Timeline } from './timeline.ts'

export type World = { timeline: Timeline; chronicle: Chronicle; random: Random; host: Host<Process> }

/** The times of each try: by the app's clock, and by the world's. */
type Tries = Map<Instant, Instant>

/**
 * One request. `via` names it; `tries` grows with each delivery, and `isAnswered` is set by the first answer.
 */
type Delivery = { asked: TimedRequest; via: string; tries: Tries; isAnswered: boolean }

/**
 * `isRecorded`: true once the recording was answered. `done` is called with every request that was carried
 * out.
 */
export type Requests = {
  world: World
  known: Case
  isRecorded: () => boolean
  done: (complaint: Complaint, of: Delivery) => void
}

const later = ({ world: { timeline } }: Requests, ms: number, work: () => void) =>
  timeline.at(timeline.now() + ms, work)

/** Delivers a request, perhaps late, twice or out of order, until the app has answered it. */
export function deliverUntilAnswered(requests: Requests, asked: TimedRequest, via: string) {
  const { timeline, chronicle, random } = requests.world
  const delivery: Delivery = { asked, via, tries: new Map(), isAnswered: false }
  const isReordered = random.yes(0.08)
  if (isReordered) counted(chronicle, 'reordered delivery')
  const delayMs = isReordered ? random.between(MINUTE, 15 * MINUTE) : random.between(0, 400)
  timeline.at(asked.at + delayMs, () => deliver(requests, delivery))
}

function retry(requests: Requests, delivery: Delivery, ms: number) {
  if (!delivery.isAnswered) later(requests, ms, () => deliver(requests, delivery))
}

/** One delivery. Without an answer within three seconds it is delivered again. */
async function deliver(requests: Requests, delivery: Delivery) {
  const { host, random } = requests.world
  const process = host.anyone()?.process
  if (!process) return retry(requests, delivery, random.between(20 * SECOND, 5 * MINUTE))
  let isOver = false
  const cancelTimeout = later(requests, 3 * SECOND, () => {
    isOver = true
    retry(requests, delivery, random.between(5 * SECOND, MINUTE))
  })
  try {
    const complaint = await attempt(requests, process, delivery)
    process.scheduler.nudge()
    cancelTimeout()
    // The recording may not have come through yet.
    if (complaint) accept(requests, complaint, delivery)
    else if (!isOver) retry(requests, delivery, random.between(MINUTE, 20 * MINUTE))
  } catch (error) {
    cancelTimeout()
    if (error instanceof Refused) refuse(requests, error.reason.code, delivery)
    else if (!isOver) retry(requests, delivery, random.between(2 * SECOND, 30 * SECOND))
  }
}

function attempt(
  { world, known, isRecorded }: Requests,
  process: Process,
  { asked, via, tries }: Delivery,
): Promise<Complaint | undefined> {
  const by = { by: asked.by, at: process.now(), via }
  tries.set(by.at, world.timeline.now())
  return asked.request.type === 'record' || isRecorded()
    ? applyRequest(process, known, asked.request, by)
    : Promise.resolve(undefined)
}

function accept(requests: Requests, complaint: Complaint, delivery: Delivery) {
  const { chronicle, random } = requests.world
  if (delivery.isAnswered) return counted(chronicle, 'duplicated delivery')
  delivery.isAnswered = true
  requests.done(complaint, delivery)
  if (random.yes(0.15)) later(requests, random.between(10, 10 * MINUTE), () => deliver(requests, delivery))
}

function refuse(requests: Requests, code: string, delivery: Delivery) {
  const { timeline, chronicle } = requests.world
  const { asked, via, isAnswered } = delivery
  // After a clock that ran ahead was set back, what it recorded lies in the future of a second delivery.
  if (code === 'future' && isAnswered && asked.request.type === 'record') return
  if (requests.known.done.some(each => each.via === via))
    throw new Error(`refused after it was done: ${code}`)
  if (isAnswered) return
  delivery.isAnswered = true
  counted(chronicle, `refused: ${code}`)
  // The app's clock was behind: the person tries again later.
  if (code === 'future')
    deliverUntilAnswered(requests, { ...asked, at: timeline.now() + 30 * MINUTE }, `${via}'`)
}

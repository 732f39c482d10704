import type { Complaint } from '../src/complaints/complaint.ts'
import { Refused } from '../src/complaints/refused.ts'
import { type Instant, MINUTE, SECOND } from '../src/time/beijing.ts'
import { applyRequest } from './apply-request.ts'
import { type Case, type Chronicle, counted } from './chronicle.ts'
import type { Host } from './host.ts'
import type { Process } from './process.ts'
import type { Random } from './random.ts'
import type { Asked } from './scenario/scenario.ts'
import type { Timeline } from './timeline.ts'

export type World = { timeline: Timeline; chronicle: Chronicle; random: Random; host: Host<Process> }

/** The times of each try: by the app's clock, and by the world's. */
export type Tries = Map<Instant, Instant>

/** One request. `via` names it; `tries` grows with each delivery, and `isAnswered` is set by the first answer. */
type Delivery = { asked: Asked; via: string; tries: Tries; isAnswered: boolean }

/**
 * Delivers requests for one complaint, late, twice or out of order, each until the app has answered it. `isRecorded`: true once
 * the recording was answered; `done` is called with every request that was carried out.
 */
export function createDeliveries(
  world: World,
  known: Case,
  { isRecorded, done }: { isRecorded: () => boolean; done: (complaint: Complaint, of: Delivery) => void },
) {
  const { timeline, chronicle, random, host } = world
  const later = (ms: number, work: () => void) => timeline.at(timeline.now() + ms, work)

  function give(asked: Asked, via: string) {
    const delivery: Delivery = { asked, via, tries: new Map(), isAnswered: false }
    const isReordered = random.yes(0.08)
    if (isReordered) counted(chronicle, 'reordered delivery')
    const delayMs = isReordered ? random.between(MINUTE, 15 * MINUTE) : random.between(0, 400)
    timeline.at(asked.at + delayMs, () => deliver(delivery))
  }

  const retry = (delivery: Delivery, ms: number) => {
    if (!delivery.isAnswered) later(ms, () => deliver(delivery))
  }

  /** One delivery. Without an answer within three seconds it is delivered again. */
  async function deliver(delivery: Delivery) {
    const process = host.anyone()?.process
    if (!process) return retry(delivery, random.between(20 * SECOND, 5 * MINUTE))
    let isOver = false
    const cancelTimeout = later(3 * SECOND, () => {
      isOver = true
      retry(delivery, random.between(5 * SECOND, MINUTE))
    })
    try {
      const complaint = await attempt(process, delivery)
      process.scheduler.nudge()
      cancelTimeout()
      // The recording may not have come through yet.
      if (complaint) accept(complaint, delivery)
      else if (!isOver) retry(delivery, random.between(MINUTE, 20 * MINUTE))
    } catch (error) {
      cancelTimeout()
      if (error instanceof Refused) refuse(error.reason.code, delivery)
      else if (!isOver) retry(delivery, random.between(2 * SECOND, 30 * SECOND))
    }
  }

  function attempt(process: Process, { asked, via, tries }: Delivery): Promise<Complaint | undefined> {
    const by = { by: asked.by, at: process.now(), via }
    tries.set(by.at, timeline.now())
    return asked.wish.type === 'record' || isRecorded()
      ? applyRequest(process, known, asked.wish, by)
      : Promise.resolve(undefined)
  }

  function accept(complaint: Complaint, delivery: Delivery) {
    if (delivery.isAnswered) return counted(chronicle, 'duplicated delivery')
    delivery.isAnswered = true
    done(complaint, delivery)
    if (random.yes(0.15)) later(random.between(10, 10 * MINUTE), () => deliver(delivery))
  }

  function refuse(code: string, delivery: Delivery) {
    const { asked, via, isAnswered } = delivery
    // After a clock that ran ahead was set back, what it recorded lies in the future of a second delivery.
    if (code === 'future' && isAnswered && asked.wish.type === 'record') return
    if (known.done.some(each => each.via === via)) throw new Error(`refused after it was done: ${code}`)
    if (isAnswered) return
    delivery.isAnswered = true
    counted(chronicle, `refused: ${code}`)
    // The app's clock was behind: the person tries again later.
    if (code === 'future') give({ ...asked, at: timeline.now() + 30 * MINUTE }, `${via}'`)
  }

  return { give }
}

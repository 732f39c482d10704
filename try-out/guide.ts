import type { Complaint, Status, Step } from '../src/complaints/complaint.ts'
import { settle } from '../src/complaints/settle.ts'
import type { Words } from '../src/messages/content.ts'
import { type Upcoming, upcoming } from '../src/reminders/scheduler/upcoming.ts'
import type { Calendar } from '../src/rules/working-days.ts'
import type { Instant } from '../src/time/beijing.ts'
import { commands, hints, labels, titles } from './guide-words.ts'
import type { Planned } from './records.ts'

/** The steps of the guided path, in order. */
const steps = ['record', 'remind', 'answer', 'decide', 'win'] as const
export type GuideStep = (typeof steps)[number]

/** The guided path as the page shows it: the steps that are done, and a button for the next one. */
export type Guide = {
  steps: { title: Words; done: boolean }[]
  /** Index of the next step; undefined when all are done. */
  next: number | undefined
  hint: Words
  /**
   * Puts `fill` into the composer of the complaint's thread, or moves the clock to `to` and opens the thread.
   */
  action?: { label: Words; fill?: Words; to?: Instant; channel?: string; thread?: string | undefined }
}

const happened = ({ history }: Complaint, ...types: Step['type'][]): boolean =>
  history.some(({ step, undone }) => !undone && types.includes(step.type))

/** True when a complaint has been through the step. */
const reached: Record<GuideStep, (complaint: Complaint) => boolean> = {
  record: () => true,
  remind: ({ outbox }) => Object.keys(outbox.sent).length > 0,
  answer: complaint => happened(complaint, 'answered', 'missed'),
  decide: complaint => happened(complaint, 'upheld'),
  win: complaint => happened(complaint, 'overturned'),
}

/** The statuses in which a complaint can take the step. */
const openTo: Record<GuideStep, Status[]> = {
  record: [],
  remind: ['awaiting-evidence', 'awaiting-decision', 'penalized', 'under-review'],
  answer: ['awaiting-evidence'],
  decide: ['awaiting-evidence', 'awaiting-decision'],
  win: ['penalized', 'under-review'],
}

/** The guide for these complaints, worked out from their records alone. */
export function guideOf(planned: Planned[], calendar: Calendar, now: Instant): Guide {
  const settled = planned.map(({ complaint }) => settle(complaint, now))
  const list = steps.map(step => ({ title: titles[step], done: settled.some(reached[step]) }))
  const next = list.findIndex(step => !step.done)
  const step = steps[next]
  if (!step) return { steps: list, next: undefined, hint: hints.done }
  const candidates = settled.filter(({ state }) => openTo[step].includes(state.status))
  const [latest] = candidates.sort((a, b) => b.createdAt - a.createdAt)
  if (!latest) {
    const hint = step === 'record' ? hints.record : hints.another
    return { steps: list, next, hint, action: { label: labels.fill, fill: commands.record(now) } }
  }
  const settings = planned.find(({ complaint }) => complaint.id === latest.id)?.settings
  const ahead = settings ? upcoming(latest, { calendar, settings }, now) : []
  return { steps: list, next, ...nextAction(step, latest, ahead, now) }
}

const isMissed = ({ reminder }: Upcoming): boolean =>
  reminder.clock === 'evidence' && reminder.base === 'missed'

/** The hint and button that take a complaint through the step. */
function nextAction(
  step: GuideStep,
  complaint: Complaint,
  ahead: Upcoming[],
  now: Instant,
): Pick<Guide, 'hint' | 'action'> {
  const { id, channel, outbox, state } = complaint
  const where = { channel, thread: outbox.card?.ts }
  const fillIn = (fill: Words) => ({ ...where, label: labels.fill, fill })
  const travelTo = (label: Words, reminder: Upcoming | undefined) =>
    reminder && { action: { ...where, label, to: reminder.at } }
  switch (step) {
    case 'record':
      return { hint: hints.record, action: fillIn(commands.record(now)) }
    case 'remind':
      return { hint: hints.remind, ...travelTo(labels.jump, ahead[0]) }
    case 'answer':
      return { hint: hints.answer, ...travelTo(labels.miss, ahead.findLast(isMissed)) }
    case 'decide':
      return { hint: hints.decide, action: fillIn(commands.decide(id, now)) }
    case 'win':
      return state.status === 'under-review'
        ? { hint: hints.win, action: fillIn(commands.win(id, now)) }
        : { hint: hints.appeal, action: fillIn(commands.appeal(id, now)) }
  }
}

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

/** The guided path as the page shows it: what has happened, and one button for what has not. */
export type Guide = {
  steps: { title: Words; done: boolean }[]
  /** Which step is next; undefined: all have happened. */
  next: number | undefined
  hint: Words
  /** Puts `fill` into the composer or travels to `to`, where the complaint is that it is about. */
  action?: { label: Words; fill?: Words; to?: Instant; channel?: string; thread?: string | undefined }
}

const happened = ({ history }: Complaint, ...types: Step['type'][]): boolean =>
  history.some(({ step, undone }) => !undone && types.includes(step.type))

/** Whether a complaint has come so far. */
const reached: Record<GuideStep, (complaint: Complaint) => boolean> = {
  record: () => true,
  remind: ({ outbox }) => Object.keys(outbox.sent).length > 0,
  answer: complaint => happened(complaint, 'answered', 'missed'),
  decide: complaint => happened(complaint, 'upheld'),
  win: complaint => happened(complaint, 'overturned'),
}

/** Where a complaint has to stand for a step to happen to it. */
const within: Record<GuideStep, Status[]> = {
  record: [],
  remind: ['awaiting-evidence', 'awaiting-decision', 'penalized', 'under-review'],
  answer: ['awaiting-evidence'],
  decide: ['awaiting-evidence', 'awaiting-decision'],
  win: ['penalized', 'under-review'],
}

/** How far people have come with these complaints, from what stands in the records and nothing else. */
export function guideOf(planned: Planned[], calendar: Calendar, now: Instant): Guide {
  const settled = planned.map(({ complaint }) => settle(complaint, now))
  const list = steps.map(step => ({ title: titles[step], done: settled.some(reached[step]) }))
  const next = list.findIndex(step => !step.done)
  const step = steps[next]
  if (!step) return { steps: list, next: undefined, hint: hints.done }
  const able = settled.filter(({ state }) => within[step].includes(state.status))
  const [latest] = able.sort((a, b) => b.createdAt - a.createdAt)
  if (!latest) {
    const hint = step === 'record' ? hints.record : hints.another
    return { steps: list, next, hint, action: { label: labels.fill, fill: commands.record(now) } }
  }
  const settings = planned.find(({ complaint }) => complaint.id === latest.id)?.settings
  const ahead = settings ? upcoming(latest, { calendar, settings }, now) : []
  return { steps: list, next, ...wayTo(step, latest, ahead, now) }
}

const isMissed = ({ reminder }: Upcoming): boolean =>
  reminder.clock === 'evidence' && reminder.base === 'missed'

/** How a step is made to happen to a complaint that can take it. */
function wayTo(
  step: GuideStep,
  complaint: Complaint,
  ahead: Upcoming[],
  now: Instant,
): Pick<Guide, 'hint' | 'action'> {
  const { id, channel, outbox, state } = complaint
  const where = { channel, thread: outbox.card?.ts }
  const filling = (fill: Words) => ({ ...where, label: labels.fill, fill })
  const travelling = (label: Words, reminder: Upcoming | undefined) =>
    reminder && { action: { ...where, label, to: reminder.at } }
  switch (step) {
    case 'record':
      return { hint: hints.record, action: filling(commands.record(now)) }
    case 'remind':
      return { hint: hints.remind, ...travelling(labels.jump, ahead[0]) }
    case 'answer':
      return { hint: hints.answer, ...travelling(labels.miss, ahead.findLast(isMissed)) }
    case 'decide':
      return { hint: hints.decide, action: filling(commands.decide(id, now)) }
    case 'win':
      return state.status === 'under-review'
        ? { hint: hints.win, action: filling(commands.win(id, now)) }
        : { hint: hints.appeal, action: filling(commands.appeal(id, now)) }
  }
}

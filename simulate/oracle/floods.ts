import { atNight, morning } from '../../testing/quiet-hours-oracle.ts'
import type { Chronicle, Said } from '../chronicle.ts'
import { type Finding, momentOf } from './finding.ts'
import { wrongClockIn } from './outages.ts'

const SECOND = 1000
/** More late messages than this in one channel within `floodMs` should have been a digest. */
const maxAlone = 5
const floodMs = 60 * SECOND
/** The time from checking whether a channel takes messages until one is sent. */
const onItsWay = 2 * SECOND

/** Findings about floods: channels that got more single late messages at once than are allowed. */
export function judgeFloods(chronicle: Chronicle): Finding[] {
  const alone = singleLateMessages(chronicle)
  return [...new Set(alone.map(({ channel }) => channel))].flatMap((channel): Finding[] => {
    const times = alone.filter(each => each.channel === channel).map(({ at }) => at)
    const at = times.find((time, index) => {
      const last = times[index + maxAlone] ?? Number.POSITIVE_INFINITY
      // A message that waits for morning is not joined with one that may come at night.
      const { quiet = null } = chronicle.settings.get(channel)?.findLast(each => each.at <= time) ?? {}
      return last - time < floodMs && !(atNight(quiet, time) && morning(quiet, time) <= last)
    })
    if (at === undefined || wrongClockIn(chronicle, at - floodMs, at)) return []
    return [
      {
        what: 'flood',
        about: channel,
        expected: 'one message for all that is late',
        happened: `more than ${maxAlone} from ${momentOf(at)} on`,
      },
    ]
  })
}

/**
 * Late messages that came by themselves, without those that had to: messages that could not be looked for,
 * and messages on their way when their channel came back. Doubled ones are judged elsewhere.
 */
function singleLateMessages({ said, unanswered, broken }: Chronicle): Said[] {
  const wasOnItsWay = ({ channel, called, at }: Said) =>
    broken.some(
      ({ what, channel: dead, to }) =>
        what === 'dead channel' && dead === channel && to <= at && called - to < onItsWay,
    )
  return said.filter((message, index) => {
    const { late, key } = message
    return (
      late &&
      !key?.startsWith('digest:') &&
      !unanswered.some(each => each.key === key) &&
      !wasOnItsWay(message) &&
      said.findIndex(each => each.key === key) === index
    )
  })
}

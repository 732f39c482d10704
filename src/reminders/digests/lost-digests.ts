import type { Ref } from '../../complaints/store.ts'
import { digestPause, maxLostDigests } from '../../retry-policy.ts'
import type { Instant } from '../../time/beijing.ts'

export type LostDigests = ReturnType<typeof createLostDigests>

/** Counts the digests lost in a row, per channel, and decides how long its reminders go one by one. */
export function createLostDigests(now: () => Instant) {
  const lost = new Map<string, { times: number; until: Instant }>()
  const channelOf = ({ team, channel }: Ref) => `${team}:${channel}`
  const pause = (channel: string) => void lost.set(channel, { times: 0, until: now() + digestPause })

  return {
    /** True if the next late reminder has to be sent on its own, however many there are. */
    goesAlone(ref: Ref): boolean {
      const { times, until } = lost.get(channelOf(ref)) ?? { times: 0, until: 0 }
      return times === maxLostDigests || (until > now() && until <= now() + digestPause)
    },
    arrived: (ref: Ref) => void lost.delete(channelOf(ref)),
    refused: (ref: Ref) => pause(channelOf(ref)),
    wasLost(ref: Ref) {
      const channel = channelOf(ref)
      const times = (lost.get(channel)?.times ?? 0) + 1
      // More than the limit: the digest was lost although a reminder on its own had arrived.
      if (times > maxLostDigests + 1) pause(channel)
      else lost.set(channel, { times, until: 0 })
    },
    /** Notes the outcome of a reminder sent on its own, which shows whether only digests are lost. */
    sentAlone(ref: Ref, hasArrived: boolean) {
      const channel = channelOf(ref)
      if (lost.get(channel)?.times !== maxLostDigests) return
      if (hasArrived) lost.set(channel, { times: maxLostDigests + 1, until: 0 })
      else lost.delete(channel)
    },
  }
}

import type { Ref } from '../../complaints/store.ts'
import { digestPause, maxLostDigests } from '../../retry-policy.ts'
import type { Instant } from '../../time/beijing.ts'

/** Of each channel: how many digests in a row were lost on the way, and until when none is tried. */
export function createLostDigests(now: () => Instant) {
  const lost = new Map<string, { times: number; until: Instant }>()
  const placeOf = ({ team, channel }: Ref) => `${team}:${channel}`
  const restAt = (place: string) => void lost.set(place, { times: 0, until: now() + digestPause })

  return {
    /** Whether the next late reminder goes by itself, however many there are. */
    goesAlone(ref: Ref): boolean {
      const { times, until } = lost.get(placeOf(ref)) ?? { times: 0, until: 0 }
      return times === maxLostDigests || (until > now() && until <= now() + digestPause)
    },
    arrived: (ref: Ref) => void lost.delete(placeOf(ref)),
    refused: (ref: Ref) => restAt(placeOf(ref)),
    wasLost(ref: Ref) {
      const place = placeOf(ref)
      const times = (lost.get(place)?.times ?? 0) + 1
      // The one beyond was lost although a message by itself was taken.
      if (times > maxLostDigests + 1) restAt(place)
      else lost.set(place, { times, until: 0 })
    },
    /** What became of a message that went by itself: it tells whether it is the digests alone that are lost. */
    wentAlone(ref: Ref, isThere: boolean) {
      const place = placeOf(ref)
      if (lost.get(place)?.times !== maxLostDigests) return
      if (isThere) lost.set(place, { times: maxLostDigests + 1, until: 0 })
      else lost.delete(place)
    },
  }
}

import type { Ref } from '../../complaints/store.ts'
import { type Instant, MINUTE } from '../../time/beijing.ts'

/** After so many in a row that were lost one message goes by itself; if that stands and the next one is lost, all do for a while, as after a refusal. */
const maxLost = 3
const aloneFor = 10 * MINUTE

/** Of each channel: how many digests in a row were lost on the way, and until when none is tried. */
export function createLostDigests(now: () => Instant) {
  const lost = new Map<string, { times: number; until: Instant }>()
  const placeOf = ({ team, channel }: Ref) => `${team}:${channel}`
  const restAt = (place: string) => void lost.set(place, { times: 0, until: now() + aloneFor })

  return {
    /** Whether the next late reminder goes by itself, however many there are. */
    goesAlone(ref: Ref): boolean {
      const { times, until } = lost.get(placeOf(ref)) ?? { times: 0, until: 0 }
      return times === maxLost || (until > now() && until <= now() + aloneFor)
    },
    arrived: (ref: Ref) => void lost.delete(placeOf(ref)),
    refused: (ref: Ref) => restAt(placeOf(ref)),
    wasLost(ref: Ref) {
      const place = placeOf(ref)
      const times = (lost.get(place)?.times ?? 0) + 1
      // The one beyond was lost although a message by itself was taken.
      if (times > maxLost + 1) restAt(place)
      else lost.set(place, { times, until: 0 })
    },
    /** What became of a message that went by itself: it tells whether it is the digests alone that are lost. */
    wentAlone(ref: Ref, isThere: boolean) {
      const place = placeOf(ref)
      if (lost.get(place)?.times !== maxLost) return
      if (isThere) lost.set(place, { times: maxLost + 1, until: 0 })
      else lost.delete(place)
    },
  }
}

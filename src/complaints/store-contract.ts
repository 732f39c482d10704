import type { Row } from '../store/engine.ts'
import type { ChannelRef, ChannelSettings } from './channel-settings.ts'
import type { Complaint } from './complaint.ts'
import type { Ref } from './keys.ts'

/** A complaint and its channel's settings, both as they are at one moment. */
export type Seen = { complaint: Complaint; settings: ChannelSettings }

export type Change = (complaint: Complaint, settings: ChannelSettings) => Complaint

export type ComplaintStore = {
  /** Records `make(id)` under a fresh id, unless an open complaint of the channel has its order or the delivery is known. */
  create(make: (id: string) => Complaint): Promise<{ complaint: Complaint; created: boolean }>
  load(ref: Ref): Promise<Complaint | undefined>
  look(ref: Ref): Promise<Seen | undefined>
  /**
   * Changes a complaint under its channel's settings; concurrent changes all survive, for which `change` may be called
   * several times. What it throws changes nothing. `undefined`: no such complaint.
   */
  change(ref: Ref, change: Change): Promise<Complaint | undefined>
  /**
   * Changes a complaint into one of another channel, pointers and all. Where an open complaint has its order number there,
   * it is refused, or with `besides` stands beside that one. `undefined`: no such complaint.
   */
  move(
    ref: Ref,
    change: (complaint: Complaint) => Complaint,
    besides?: boolean,
  ): Promise<Complaint | undefined>
  /** Computes the wake-ups of a channel's complaints again, many in one transaction; can be cut short and repeated. */
  replan(channel: ChannelRef): Promise<void>
  /**
   * Plans a complaint again as it was read if it is wrongly marked as open or not, as older releases leave it that know no
   * such mark. True: it was.
   */
  mark(row: Row): Promise<boolean>
  /**
   * Shows `visit` the complaints of a channel that can be read, some at a time so that nothing else waits for long. `open`:
   * only those that are open or have something to come; the clock may have closed them since.
   */
  each(channel: ChannelRef, which: 'open' | 'all', visit: (complaint: Complaint) => void): Promise<void>
  /** The same as a list, closed ones included. */
  list(team: string, channel: string): Promise<Complaint[]>
  /** The channel that an id stands in. */
  find(team: string, id: string): Promise<Ref | undefined>
  /** The complaint whose card begins this thread. */
  inThread(channel: ChannelRef, ts: string): Promise<Complaint | undefined>
}

import type { Row } from '../store/engine.ts'
import type { ChannelSettings } from './channel-settings.ts'
import type { Complaint } from './complaint.ts'
import type { ChannelRef, Ref } from './keys.ts'

/** A complaint and its channel's settings, both read at one moment. */
export type Seen = { complaint: Complaint; settings: ChannelSettings }

export type Change = (complaint: Complaint, settings: ChannelSettings) => Complaint

export type ComplaintStore = {
  /**
   * Records `make(id)` under a new id, unless an open complaint of the channel has its order, or this is a
   * repeated delivery: then returns that complaint.
   */
  create(make: (id: string) => Complaint): Promise<{ complaint: Complaint; created: boolean }>
  load(ref: Ref): Promise<Complaint | undefined>
  look(ref: Ref): Promise<Seen | undefined>
  /**
   * Changes a complaint under its channel's settings. `change` may be called several times, so that
   * concurrent changes all survive; if it throws, nothing is changed. `undefined`: no such complaint.
   */
  change(ref: Ref, change: Change): Promise<Complaint | undefined>
  /**
   * Changes a complaint into one of another channel, with its pointers. Refused if an open complaint there
   * has its order number, unless `besides` allows both. `undefined`: no such complaint.
   */
  move(
    ref: Ref,
    change: (complaint: Complaint) => Complaint,
    besides?: boolean,
  ): Promise<Complaint | undefined>
  /**
   * Computes the wake-ups of a channel's complaints again, many in one transaction; can be interrupted and
   * repeated.
   */
  replan(channel: ChannelRef): Promise<void>
  /** Corrects a complaint's open mark, which older releases did not write. True: it was wrong. */
  mark(row: Row): Promise<boolean>
  /**
   * Calls `visit` with the readable complaints of a channel, a page at a time so that nothing else waits for
   * long. `open`: only those that are open or have something to come; the clock may have closed them since.
   */
  each(channel: ChannelRef, which: 'open' | 'all', visit: (complaint: Complaint) => void): Promise<void>
  /** The same as a list, closed ones included. */
  list(team: string, channel: string): Promise<Complaint[]>
  /** The address of an id. */
  find(team: string, id: string): Promise<Ref | undefined>
  /** The complaint whose card begins this thread. */
  inThread(channel: ChannelRef, ts: string): Promise<Complaint | undefined>
}

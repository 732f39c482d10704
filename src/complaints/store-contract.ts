import type { Row } from '../store/engine.ts'
import type { ChannelSettings } from './channel-settings.ts'
import type { Complaint } from './complaint.ts'
import type { ChannelRef, Ref } from './keys.ts'

/** A complaint and its channel's settings, read together. */
export type ComplaintWithSettings = { complaint: Complaint; settings: ChannelSettings }

export type Change = (complaint: Complaint, settings: ChannelSettings) => Complaint

export type ComplaintStore = {
  /**
   * Records `make(id)` under a new id. Returns the existing complaint instead if an open one in the channel
   * has the same order number or the delivery is a repeated one.
   */
  create(make: (id: string) => Complaint): Promise<{ complaint: Complaint; created: boolean }>
  load(ref: Ref): Promise<Complaint | undefined>
  look(ref: Ref): Promise<ComplaintWithSettings | undefined>
  /**
   * Changes a complaint. If it or its channel's settings change concurrently, `change` is called again with
   * the new values; if it throws, nothing is changed. Resolves to `undefined` if there is no such complaint.
   */
  change(ref: Ref, change: Change): Promise<Complaint | undefined>
  /**
   * Moves a complaint and its pointers to the channel that `change` gives it. Refused if an open complaint
   * there has the same order number, unless `besides` is set. Resolves to `undefined` if there is no such
   * complaint.
   */
  move(
    ref: Ref,
    change: (complaint: Complaint) => Complaint,
    besides?: boolean,
  ): Promise<Complaint | undefined>
  /**
   * Recomputes the wake-ups of a channel's complaints, many per transaction. Safe to interrupt and repeat.
   */
  replan(channel: ChannelRef): Promise<void>
  /** Corrects a complaint's open flag, which older releases did not write. Returns true if it was wrong. */
  mark(row: Row): Promise<boolean>
  /**
   * Calls `visit` with each readable complaint of a channel, reading a page at a time so that nothing else
   * waits for long. `open`: only those flagged as open; time may have closed some of them since.
   */
  each(channel: ChannelRef, which: 'open' | 'all', visit: (complaint: Complaint) => void): Promise<void>
  /** All readable complaints of a channel, closed ones included. */
  list(team: string, channel: string): Promise<Complaint[]>
  /** The channel in which a complaint is, as part of its `Ref`. */
  find(team: string, id: string): Promise<Ref | undefined>
  /** The complaint whose card started the thread `ts`. */
  inThread(channel: ChannelRef, ts: string): Promise<Complaint | undefined>
}

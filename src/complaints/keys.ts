import type { Row } from '../store/engine.ts'
import type { Complaint } from './complaint.ts'

/** The address of a complaint. */
export type Ref = { team: string; channel: string; id: string }

export const complaintsOf = ({ team, channel }: ChannelRef): string => `complaint:${team}:${channel}:`
export const keyOf = (ref: Ref): string => `${complaintsOf(ref)}${ref.id}`
export const idKey = ({ team, id }: Pick<Ref, 'team' | 'id'>): string => `id:${team}:${id}`
export const orderKey = ({ team, channel, order }: Pick<Complaint, 'team' | 'channel' | 'order'>): string =>
  `order:${team}:${channel}:${order}`
export const threadKey = ({ team, channel }: ChannelRef, ts: string): string =>
  `thread:${team}:${channel}:${ts}`

/** The reverse of `keyOf`. */
export function refOf(key: string): Ref | undefined {
  const [kind, team, channel, id] = key.split(':')
  return kind === 'complaint' && team && channel && id ? { team, channel, id } : undefined
}

/** True for the complaint's record and for the pointers from its id, an order number or a thread. */
export const isRowOf = (ref: Ref, { key, text }: Row): boolean =>
  key === keyOf(ref) ||
  key === idKey(ref) ||
  ([orderKey({ ...ref, order: '' }), threadKey(ref, '')].some(start => key.startsWith(start)) &&
    text === ref.id)

/** A channel, and the workspace that it is in. */
export type ChannelRef = { team: string; channel: string }

export const settingsKey = ({ team, channel }: ChannelRef): string => `channel:${team}:${channel}`

/** The reverse of `settingsKey`. */
export function channelOf(key: string): ChannelRef | undefined {
  const [kind, team, channel] = key.split(':')
  return kind === 'channel' && team && channel ? { team, channel } : undefined
}

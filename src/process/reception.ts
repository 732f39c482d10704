import type { RequestListener } from 'node:http'
import type { Receiver } from '@slack/bolt'
import type { Log } from '../log.ts'
import type { Clock } from '../time/clock.ts'

/** Receives commands, button presses and events from Slack. */
export type Reception = {
  /** For the Bolt app; opens no port and is never started through Bolt. */
  receiver: Receiver
  /** Listener of `POST /slack/events`; absent in Socket Mode. */
  onRequest: RequestListener | undefined
  open(): void
  /** Accepts nothing new; earlier deliveries can still be acknowledged. */
  shut(): void
  close(): void
  /** The reason why nothing can come in, if there is one. */
  trouble(): string | undefined
}

export type ReceptionParts = { apiUrl: string | undefined; clock: Clock; log: Log }

import type { RequestListener } from 'node:http'
import type { Receiver } from '@slack/bolt'
import type { Connection } from '../config.ts'
import type { Log } from '../log.ts'
import type { Clock } from '../time/clock.ts'
import { createHttpReceiver } from './http-receiver.ts'
import { receiveBySocket } from './socket.ts'

/** The door through which Slack's commands, presses and events come in. */
export type Reception = {
  /** What the Bolt app hangs on. It opens no port of its own and is never started through Bolt. */
  receiver: Receiver
  /** Takes `POST /slack/events`; absent in Socket Mode. */
  onRequest: RequestListener | undefined
  open(): void
  /** Takes nothing more in; what is in can still be acknowledged. */
  shut(): void
  close(): void
  /** Why nothing can come in, if so. */
  trouble(): string | undefined
}

export type ReceptionParts = { apiUrl: string | undefined; clock: Clock; log: Log }

/** The way in that the configuration names: signed HTTP requests, or Socket Mode. */
export function openReception(connection: Connection, parts: ReceptionParts): Reception {
  if (connection.mode === 'socket') return receiveBySocket(connection.appToken, parts)
  const { signingSecret } = connection
  return {
    ...createHttpReceiver({ signingSecret, ...parts }),
    open() {},
    shut() {},
    close() {},
    trouble: () => undefined,
  }
}

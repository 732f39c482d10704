import type { RequestListener } from 'node:http'
import { HTTPReceiver, type Receiver } from '@slack/bolt'
import type { Clock } from '../clock.ts'
import type { Connection } from '../config.ts'
import type { Log } from '../log.ts'
import { withBody } from './body.ts'
import { boltLog } from './bolt-log.ts'
import { onceEach } from './replays.ts'
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

/** In bytes: more than Slack ever sends. */
const bodyLimit = 256 * 1024

/** The way in that the configuration names: signed HTTP requests, or Socket Mode. */
export function openReception(connection: Connection, parts: ReceptionParts): Reception {
  return connection.mode === 'socket'
    ? receiveBySocket(connection.appToken, parts)
    : receiveByHttp(connection.signingSecret, parts)
}

function receiveByHttp(signingSecret: string, { clock, log }: ReceptionParts): Reception {
  const receiver = new HTTPReceiver({ signingSecret, logger: boltLog(log) })
  return {
    receiver,
    onRequest: withBody(bodyLimit, onceEach(clock.now, receiver.requestListener)),
    open() {},
    shut() {},
    close() {},
    trouble: () => undefined,
  }
}

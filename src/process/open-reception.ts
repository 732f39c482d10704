import type { Connection } from '../config.ts'
import { createHttpReceiver } from './http-receiver.ts'
import type { Reception, ReceptionParts } from './reception.ts'
import { receiveBySocket } from './socket.ts'

/** Receives by signed HTTP requests or by Socket Mode, as configured. */
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

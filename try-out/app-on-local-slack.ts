import { seeded } from 'local-slack/seed.ts'
import type { LocalSlack } from 'local-slack/server.ts'
import { type AppParts, createApp } from '../src/app.ts'
import type { Connection } from '../src/config.ts'
import { boltLog } from '../src/process/bolt-log.ts'
import { openReception } from '../src/process/reception.ts'
import { createSlack } from '../src/slack/web.ts'
import { systemClock } from '../src/time/clock.ts'

export type Way = Connection['mode']

const connections: Record<Way, Connection> = {
  http: { mode: 'http', botToken: seeded.botToken, signingSecret: seeded.signingSecret },
  socket: { mode: 'socket', botToken: seeded.botToken, appToken: seeded.appToken },
}

type Parts = Pick<AppParts, 'clock' | 'log' | 'engine' | 'rules' | 'count' | 'pace'> & {
  slack: LocalSlack
  over: Way
}

/** The app as the process puts it together, but on a Slack workspace on this machine; not started. */
export function appOnLocalSlack({ slack, over, ...parts }: Parts) {
  const { clock, log } = parts
  const { botToken } = seeded
  const { apiUrl } = slack
  // Bolt and the workspace date signatures by the wall's clock.
  const dated = over === 'http' ? systemClock : clock
  const reception = openReception(connections[over], { apiUrl, clock: dated, log })
  const app = createApp({
    ...parts,
    botToken,
    apiUrl,
    adminUser: undefined,
    slack: createSlack({ token: botToken, apiUrl, now: clock.now, logger: boltLog(log) }),
    receiver: reception.receiver,
  })
  return { app, reception }
}

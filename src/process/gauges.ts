import { Gauge, type Registry } from 'prom-client'
import { type Instant, SECOND } from '../time/beijing.ts'
import type { Health } from './health.ts'

/** The app's state at a scrape. `health`: undefined if the store cannot be read. */
export type Moment = { health: Health | undefined; ready: boolean; openRequests: number; now: Instant }

const helps = {
  shensu_ready: '1 when /readyz says 200',
  shensu_slack_ok: '1 when Slack knows this app; 0 after a revoked token or an uninstalled app',
  shensu_last_tick_timestamp_seconds: 'When the reminders last looked for what is due',
  shensu_last_tick_age_seconds: 'How long ago that was',
  shensu_overdue_seconds:
    'How long the oldest wake-up has waited that is not waiting for Slack; 0 when none has',
  shensu_backlog: 'Wake-ups that are due and not yet done; one that waits to be tried again is not due',
  shensu_undelivered:
    'Complaints owed a message whose time has come and that Slack has not taken, or that cannot be looked after',
  shensu_oldest_undelivered_seconds: 'How long the oldest such message has been due; 0 when there is none',
  shensu_http_requests_open: 'HTTP requests under way',
}

/** Registers the gauges. The returned function sets those whose value is known at a scrape. */
export function createGauges(registry: Registry): (moment: Moment) => void {
  const gauges = new Map(
    Object.entries(helps).map(([name, help]) => [name, new Gauge({ name, help, registers: [registry] })]),
  )
  return moment => {
    for (const [name, value] of Object.entries(valuesAt(moment))) gauges.get(name)?.set(value)
  }
}

type Values = { [name in keyof typeof helps]?: number }

function valuesAt({ health, ready, openRequests, now }: Moment): Values {
  const secondsSince = (since: Instant = now) => Math.max(0, now - since) / SECOND
  return {
    shensu_ready: Number(ready),
    shensu_http_requests_open: openRequests,
    shensu_slack_ok: Number(health?.slack === 'ok'),
    shensu_overdue_seconds: secondsSince(health?.overdueSince),
    ...(health && {
      shensu_backlog: health.backlog,
      shensu_undelivered: health.undelivered.complaints,
      shensu_oldest_undelivered_seconds: secondsSince(health.undelivered.since),
    }),
    ...(health?.lastTick !== undefined && {
      shensu_last_tick_timestamp_seconds: health.lastTick / SECOND,
      shensu_last_tick_age_seconds: (now - health.lastTick) / SECOND,
    }),
  }
}

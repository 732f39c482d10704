import type { App } from '@slack/bolt'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { AppParts, Health } from '../app.ts'
import { type Instant, SECOND } from '../time/beijing.ts'

/** What a scrape tells of the moment. `health`: undefined when the store cannot be asked. */
export type Moment = { health: Health | undefined; ready: boolean; openRequests: number; now: Instant }

export type Metrics = {
  /** Counts what became of a message to Slack, or of looking for one. */
  count: AppParts['count']
  /** Counts an acknowledgement that came after Slack had given up on it. */
  lateAck: () => void
  /** Notes how long after its time a message stood in Slack. */
  delayed(of: string, ms: number): void
  /** Times everything that the app does for Slack. */
  watch(app: App): void
  /** All metrics as Prometheus' text, of type `contentType`. */
  render(moment: Moment): Promise<string>
  contentType: string
}

const lookUps = ['found', 'absent', 'later', 'cannot']

/** Counters and gauges with a registry of their own. Labels are words of the app: never an id, a name or a text. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'shensu_request_seconds',
    help: 'Commands, presses, forms and events from Slack: how long each took, answer included',
    labelNames: ['kind'],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10],
    registers,
  })
  const messages = new Counter({
    name: 'shensu_messages_total',
    help: 'Messages to Slack by outcome; of: card, history, or the clock that a reminder is of',
    labelNames: ['outcome', 'of'],
    registers,
  })
  const searches = new Counter({
    name: 'shensu_lookups_total',
    help: 'Searches for an earlier message after a try with an unknown end, by result',
    labelNames: ['result'],
    registers,
  })
  const doubled = new Counter({
    name: 'shensu_possible_duplicates_total',
    help: 'Messages posted again because the earlier one could not be looked for',
    registers,
  })
  const lateAcks = new Counter({
    name: 'shensu_late_acks_total',
    help: 'Acknowledgements that came after the three seconds that Slack waits; the answer then goes another way',
    registers,
  })
  const late = new Histogram({
    name: 'shensu_due_to_posted_seconds',
    help: 'How long after its time each message stood in Slack; of: card, history or reminder',
    labelNames: ['of'],
    buckets: [1, 2, 5, 10, 30, 60, 300, 900, 3600, 21_600, 86_400],
    registers,
  })
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers })
  const ready = gauge('shensu_ready', '1 when /readyz says 200')
  const slackOk = gauge(
    'shensu_slack_ok',
    '1 when Slack knows this app; 0 after a revoked token or an uninstalled app',
  )
  const lastTick = gauge(
    'shensu_last_tick_timestamp_seconds',
    'When the reminders last looked for what is due',
  )
  const tickAge = gauge('shensu_last_tick_age_seconds', 'How long ago that was')
  const overdue = gauge(
    'shensu_overdue_seconds',
    'How long the oldest wake-up has waited that is not waiting for Slack; 0 when none has',
  )
  const backlog = gauge(
    'shensu_backlog',
    'Wake-ups that are due and not yet done; one that waits to be tried again is not due',
  )
  const undelivered = gauge(
    'shensu_undelivered',
    'Complaints owed a message whose time has come and that Slack has not taken, or that cannot be looked after',
  )
  const oldest = gauge(
    'shensu_oldest_undelivered_seconds',
    'How long the oldest such message has been due; 0 when there is none',
  )
  const open = gauge('shensu_http_requests_open', 'HTTP requests under way')

  return {
    contentType: registry.contentType,
    count(what, of) {
      if (what === 'doubled') doubled.inc()
      else if (lookUps.includes(what)) searches.inc({ result: what })
      else messages.inc({ outcome: what, of })
    },
    lateAck: () => lateAcks.inc(),
    delayed: (of, ms) => late.observe({ of }, Math.max(0, ms) / SECOND),
    watch(app) {
      app.use(async args => {
        const stop = requests.startTimer({ kind: kindOf(args) })
        await args.next().finally(stop)
      })
    },
    render({ health, ready: isReady, openRequests, now }) {
      ready.set(Number(isReady))
      open.set(openRequests)
      slackOk.set(Number(health?.slack === 'ok'))
      if (health) {
        backlog.set(health.backlog)
        undelivered.set(health.undelivered.complaints)
        oldest.set(Math.max(0, now - (health.undelivered.since ?? now)) / SECOND)
      }
      overdue.set(Math.max(0, now - (health?.overdueSince ?? now)) / SECOND)
      if (health?.lastTick !== undefined) {
        lastTick.set(health.lastTick / SECOND)
        tickAge.set((now - health.lastTick) / SECOND)
      }
      return registry.metrics()
    },
  }
}

type Incoming = Parameters<Parameters<App['use']>[0]>[0]

/** A command by its name, anything else by its sort: names of actions are not ours to trust as labels. */
function kindOf(args: Incoming): string {
  if ('command' in args) return args.command.command
  if ('action' in args) return 'action'
  if ('view' in args) return 'view'
  if ('shortcut' in args) return 'shortcut'
  return 'event' in args ? 'event' : 'other'
}

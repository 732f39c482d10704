import type { App } from '@slack/bolt'
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import type { Count } from '../reminders/delivery/parts.ts'
import { SECOND } from '../time/beijing.ts'
import { createGauges, type Moment } from './gauges.ts'

export type Metrics = {
  /** Counts the outcome of a message to Slack or of a look-up. */
  count: Count
  /** Counts an acknowledgement that came after Slack had stopped waiting for it. */
  lateAck: () => void
  /** Records how long after its time a message was in Slack. */
  delayed(of: string, ms: number): void
  /** Times everything that the app handles for Slack. */
  watch(app: App): void
  /** All metrics as Prometheus text, of type `contentType`. */
  render(moment: Moment): Promise<string>
  contentType: string
}

const lookUps = ['found', 'absent', 'later', 'cannot']

/** The app's metrics, in a separate registry. Labels are fixed words, never ids, names or texts. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const { requests, late } = createHistograms(registry)
  const { messages, searches, doubled, lateAcks } = createCounters(registry)
  const setGauges = createGauges(registry)
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
    render(moment) {
      setGauges(moment)
      return registry.metrics()
    },
  }
}

const createHistograms = (registry: Registry) => ({
  requests: new Histogram({
    name: 'shensu_request_seconds',
    help: 'Commands, presses, forms and events from Slack: how long each took, answer included',
    labelNames: ['kind'],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10],
    registers: [registry],
  }),
  late: new Histogram({
    name: 'shensu_due_to_posted_seconds',
    help: 'How long after its time each message stood in Slack; of: card, history or reminder',
    labelNames: ['of'],
    buckets: [1, 2, 5, 10, 30, 60, 300, 900, 3600, 21_600, 86_400],
    registers: [registry],
  }),
})

const createCounters = (registry: Registry) => ({
  messages: new Counter({
    name: 'shensu_messages_total',
    help: 'Messages to Slack by outcome; of: card, history, or the clock that a reminder is of',
    labelNames: ['outcome', 'of'],
    registers: [registry],
  }),
  searches: new Counter({
    name: 'shensu_lookups_total',
    help: 'Searches for an earlier message after a try with an unknown end, by result',
    labelNames: ['result'],
    registers: [registry],
  }),
  doubled: new Counter({
    name: 'shensu_possible_duplicates_total',
    help: 'Messages posted again because the earlier one could not be looked for',
    registers: [registry],
  }),
  lateAcks: new Counter({
    name: 'shensu_late_acks_total',
    help: 'Acknowledgements that came after the three seconds that Slack waits; the answer then goes another way',
    registers: [registry],
  }),
})

type Incoming = Parameters<Parameters<App['use']>[0]>[0]

/** The label of a delivery: a command's name, else its type. Not the action id, which can be forged. */
function kindOf(args: Incoming): string {
  if ('command' in args) return args.command.command
  if ('action' in args) return 'action'
  if ('view' in args) return 'view'
  if ('shortcut' in args) return 'shortcut'
  return 'event' in args ? 'event' : 'other'
}

import { App, type Receiver } from '@slack/bolt'
import { LRUCache } from 'lru-cache'
import { createBackground } from './background.ts'
import { inspectRecords } from './complaints/inspection.ts'
import { listenToAsk } from './handlers/actions/ask.ts'
import { listenToButtons } from './handlers/actions/buttons.ts'
import { answerFailures } from './handlers/answer-failures.ts'
import { listenToComplaint } from './handlers/commands/complaint.ts'
import { listenToHarassment } from './handlers/commands/harassment.ts'
import { listenToTeaching } from './handlers/commands/misses.ts'
import type { AppContext } from './handlers/context.ts'
import { listenToChannelIdChanges } from './handlers/events/channel-id-changed.ts'
import { listenToQuestions } from './handlers/events/questions.ts'
import { limitRequests } from './handlers/limit-requests.ts'
import { refuseWhileLost } from './handlers/refuse-while-lost.ts'
import { listenToHome } from './handlers/views/home.ts'
import { listenToModals } from './handlers/views/modals.ts'
import { type Account, createAccount } from './process/account.ts'
import { ackAlways } from './process/ack-always.ts'
import { boltLog } from './process/bolt-log.ts'
import { trackDeliveries } from './process/deliveries.ts'
import type { Health } from './process/health.ts'
import type { Own } from './process/identity.ts'
import { waitForWorkspace } from './process/wait-for-workspace.ts'
import { createMisses } from './questions/misses.ts'
import { createOnce } from './questions/once.ts'
import { createTeamPhrasings, type TeamPhrasings } from './questions/team-phrasings.ts'
import { type OpenRecords, openRecords } from './records.ts'
import { createReminders, type ReminderParts } from './reminders/reminders.ts'
import type { Scheduler } from './reminders/scheduler/scheduler.ts'
import type { Rules } from './search/load-rules.ts'
import { type AnswerQueue, createAnswerQueue } from './slack/answer-queue.ts'
import { createReply } from './slack/reply.ts'
import type { Slack } from './slack/slack.ts'
import { withRetries } from './slack/with-retries.ts'
import { withTokenCheck } from './slack/with-token-check.ts'

/** One so far. */
const maxTeams = 10

export type AppParts = Omit<ReminderParts, 'calendar' | 'records' | 'slackOf'> & {
  botToken: string
  apiUrl: string | undefined
  slack: Slack
  rules: Rules
  receiver: Receiver
  /** Called for every acknowledgement that comes after Slack has stopped waiting for it. */
  lateAck?: () => void
  /** Adds observers of the listeners, ahead of them. */
  watch?: (app: App) => void
}

export type Shensu = {
  bolt: App
  /** Starts the reminders and asks Slack which workspace the app belongs to; does not wait for the answer. */
  start(): Promise<void>
  /** Begins nothing new; resolves when everything under way is done. */
  stop(): Promise<void>
  health(): Promise<Health>
}

type Wiring = {
  scheduler: Scheduler
  account: Account
  slack: Slack
  answers: AnswerQueue
  phrasings: TeamPhrasings
}

function createContext(parts: AppParts, records: OpenRecords, wiring: Wiring): AppContext {
  const { clock, log, engine, rules, apiUrl, adminUser } = parts
  const { now, after } = clock
  const { store, channels, channelIds, texts } = records
  const { scheduler, account, slack, answers, phrasings } = wiring
  const clients = new LRUCache<string, Slack>({
    max: maxTeams,
    memoMethod: team => withRetries(slack, { answers, team, now }),
  })
  const slackOf = (team: string) => clients.memo(team)
  return {
    now,
    after,
    rules,
    store,
    channels,
    channelIds,
    misses: createMisses(engine, texts),
    phrasings,
    once: createOnce(texts),
    adminUser,
    slackOf,
    budgetedSlackOf: slackOf,
    reminders: async () => ({
      lastCheck: scheduler.lastTick(),
      backlog: await engine.backlog(now()),
      canLookUp: account.canLookUp(),
    }),
    log,
    nudge: scheduler.nudge,
    reply: createReply({ answers, slack, apiUrl, log }),
  }
}

/** A Bolt app that serves one workspace, without listeners. */
const createBolt = ({ receiver, apiUrl, botToken, log }: AppParts, account: Account): App =>
  new App({
    receiver,
    deferInitialization: true,
    convoStore: false,
    ...(apiUrl && { clientOptions: { slackApiUrl: apiUrl } }),
    authorize: async ({ teamId }) => {
      const own = await account.own()
      if (!own || teamId !== own.team) throw new Error('another workspace')
      return { botToken, botUserId: own.user, teamId }
    },
    logger: boltLog(log),
  })

/** Adds the middleware that may refuse a delivery, then the listeners. */
function listen(app: App, ctx: AppContext, { engine, log, watch }: AppParts, account: Account): void {
  answerFailures(app, ctx)
  limitRequests(app, ctx)
  refuseWhileLost(app, ctx, () => engine.file?.lost() !== undefined)
  watch?.(app)
  listenToHarassment(app, ctx)
  listenToComplaint(app, ctx)
  listenToModals(app, ctx)
  listenToButtons(app, ctx)
  listenToHome(app, ctx)
  listenToAsk(app, ctx)
  listenToQuestions(app, ctx)
  listenToTeaching(app, ctx)
  listenToChannelIdChanges(app, ctx)
  for (const event of ['app_uninstalled', 'tokens_revoked'] as const)
    app.event(event, async () => account.denied(event))
  app.error(async err => log.error({ err }, 'a listener failed'))
}

/** The whole app, not started: a Bolt app with its listeners, and the reminders. */
export function createApp(parts: AppParts): Shensu {
  const { clock, log, engine, rules, lateAck } = parts
  const { calendar } = rules
  const { now } = clock
  const slack = withTokenCheck(parts.slack, error => account.denied(error))
  const records = openRecords({ engine, clock, calendar, log })
  // One workspace so far, although keys, wake-ups and calls already name theirs.
  const { scheduler, undelivered } = createReminders({ ...parts, calendar, records, slackOf: () => slack })
  const answers = createAnswerQueue(clock, log)
  const phrasings = createTeamPhrasings(engine, records.texts, rules)
  const onBack = ({ team }: Own) => {
    scheduler.nudge()
    // Learns what the workspace has taught before its first question.
    void phrasings.search(team, now()).catch(err => log.error({ err }, 'what was taught could not be learnt'))
  }
  const account = createAccount({ slack: parts.slack, texts: records.texts, clock, log, onBack })
  const ctx = createContext(parts, records, { scheduler, account, slack, answers, phrasings })
  const bolt = createBolt(parts, account)
  ackAlways(bolt, { now, log, ...(lateAck && { lateAck }) })
  waitForWorkspace(bolt, { account, reply: ctx.reply })
  const deliveries = trackDeliveries(bolt, now)
  listen(bolt, ctx, parts, account)
  const inspection = createBackground(log)
  let stopped = false

  return {
    bolt,
    async start() {
      await bolt.init()
      scheduler.start()
      await account.start()
      inspection.start(
        () => inspectRecords({ engine, log, ...records, stopped: () => stopped }),
        'the database could not be looked through',
      )
    },
    async stop() {
      stopped = true
      account.stop()
      await deliveries.settled()
      await Promise.all([scheduler.stop(), answers.stop(), inspection.settled()])
    },
    health: async () => ({
      slack: account.state(),
      lastTick: scheduler.lastTick(),
      backlog: await engine.backlog(now()),
      waiting: scheduler.waiting(),
      overdueSince: scheduler.overdueSince(),
      undelivered: undelivered(),
      underWay: deliveries.underWay() + answers.underWay() + scheduler.underWay() + account.underWay(),
    }),
  }
}

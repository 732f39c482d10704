import { App, type Receiver } from '@slack/bolt'
import { LRUCache } from 'lru-cache'
import { createBackground } from './background.ts'
import { inspectRecords } from './complaints/inspection.ts'
import { listenToAsk } from './handlers/actions/ask.ts'
import { listenToButtons } from './handlers/actions/buttons.ts'
import { listenToComplaint } from './handlers/commands/complaint.ts'
import { listenToHarassment } from './handlers/commands/harassment.ts'
import { listenToTeaching } from './handlers/commands/misses.ts'
import type { AppContext } from './handlers/context.ts'
import { listenToChannels } from './handlers/events/channels-changed.ts'
import { listenToQuestions } from './handlers/events/questions.ts'
import { limitEach } from './handlers/limit-each.ts'
import { refuseWhileLost } from './handlers/lost-database.ts'
import { listenToHome } from './handlers/views/home.ts'
import { listenToModals } from './handlers/views/modals.ts'
import { createAccount } from './process/account.ts'
import { ackAlways } from './process/ack-always.ts'
import { boltLog } from './process/bolt-log.ts'
import type { Own } from './process/identity.ts'
import { waitForWorkspace } from './process/wait-for-workspace.ts'
import { createMisses } from './questions/misses.ts'
import { createOnce } from './questions/once.ts'
import { createTeamAsks } from './questions/team-asks.ts'
import { createReminders, type ReminderParts } from './reminders/reminders.ts'
import type { Rules } from './search/load-rules.ts'
import { createAnswers } from './slack/answers.ts'
import { withRetries } from './slack/patient.ts'
import { createReply } from './slack/reply.ts'
import type { Slack } from './slack/slack.ts'
import { watched } from './slack/watched.ts'
import { openTexts } from './store/keyv.ts'
import type { Instant } from './time/beijing.ts'

/** One as yet. */
const maxTeams = 10

export type AppParts = Omit<ReminderParts, 'calendar' | 'slackOf'> & {
  botToken: string
  apiUrl: string | undefined
  /** The way to the workspace's Slack. */
  slack: Slack
  rules: Rules
  receiver: Receiver
  /** Told of every acknowledgement that comes after Slack has given up on it. */
  lateAck?: () => void
  /** Adds what observes the listeners, ahead of them. */
  watch?: (app: App) => void
}

/**
 * `slack`: `ok`, `unknown` before the first answer, else Slack's error word. `backlog`: wake-ups that have come;
 * `waiting`: how many of them wait for Slack's pace or to be tried again; `overdueSince`: since when something has been
 * undone for reasons that are not Slack's; `activeAttempt`: requests and complaints being worked on.
 */
export type Health = {
  slack: string
  lastTick: Instant | undefined
  backlog: number
  waiting: number
  overdueSince: Instant | undefined
  underWay: number
  /** Complaints that are owed a message whose time has come and that Slack has not taken, and since when. */
  undelivered: { complaints: number; since: Instant | undefined }
}

export type Shensu = {
  bolt: App
  /** Starts the reminders and finds out who the app is at Slack; does not wait for Slack. */
  start(): Promise<void>
  /** Lets what is under way finish. */
  stop(): Promise<void>
  health(): Promise<Health>
}

/** Notes in Bolt's context when each delivery came in: what it waits for before its listener counts too. */
function noteArrivals(app: App, now: () => Instant, track: (work: Promise<void>) => Promise<void>) {
  const processEvent = app.processEvent.bind(app)
  app.processEvent = event => {
    const customProperties = { ...event.customProperties, arrivedAt: now() }
    return track(processEvent({ ...event, customProperties }))
  }
}

/** The whole app, not started: a Bolt app with its listeners, and the reminders behind it. */
export function createApp(parts: AppParts): Shensu {
  const { clock, log, engine, rules, receiver, apiUrl, adminUser, botToken, lateAck } = parts
  const now = clock.now
  const slack = watched(parts.slack, error => account.denied(error))
  const texts = openTexts(engine)
  const { store, channels, channelIds, scheduler, damaged, undelivered } = createReminders({
    ...parts,
    calendar: rules.calendar,
    // One workspace as yet; every key, wake-up and call names it all the same.
    slackOf: () => slack,
  })
  const background = createBackground(log)
  const answers = createAnswers(clock, log)
  const clients = new LRUCache<string, Slack>({
    max: maxTeams,
    memoMethod: team => withRetries(slack, { answers, team, now }),
  })
  const slackOf = (team: string) => clients.memo(team)

  function onBack({ team }: Own) {
    scheduler.nudge()
    // What the workspace has taught is learnt before somebody asks.
    void asks.search(team, now()).catch(err => log.error({ err }, 'what was taught could not be learnt'))
  }
  const asks = createTeamAsks(engine, texts, rules)
  const account = createAccount({ slack: parts.slack, texts, clock, log, onBack })
  let inFlight = 0
  let stopped = false
  let whenIdle = () => {}

  const reminders = async () => ({
    lastCheck: scheduler.lastTick(),
    backlog: await engine.backlog(now()),
    canLookUp: account.canLookUp(),
  })
  const ctx: AppContext = {
    now,
    after: clock.after,
    rules,
    store,
    channels,
    misses: createMisses(engine, texts),
    asks,
    once: createOnce(texts),
    adminUser,
    channelIds,
    slackOf,
    budgetedSlackOf: slackOf,
    reminders,
    log,
    nudge: scheduler.nudge,
    reply: createReply({ answers, slack, apiUrl, log }),
  }

  const app = new App({
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
  ackAlways(app, { now, log, ...(lateAck && { lateAck }) })
  waitForWorkspace(app, { account, reply: ctx.reply })
  noteArrivals(app, now, work => {
    inFlight++
    return work.finally(() => {
      inFlight--
      if (inFlight === 0) whenIdle()
    })
  })
  limitEach(app, ctx)
  refuseWhileLost(app, ctx, () => engine.file?.lost() !== undefined)
  parts.watch?.(app)
  listenToHarassment(app, ctx)
  listenToComplaint(app, ctx)
  listenToModals(app, ctx)
  listenToButtons(app, ctx)
  listenToHome(app, ctx)
  listenToAsk(app, ctx)
  listenToQuestions(app, ctx)
  listenToTeaching(app, ctx)
  listenToChannels(app, ctx)
  for (const event of ['app_uninstalled', 'tokens_revoked'] as const)
    app.event(event, async () => account.denied(event))
  app.error(async err => log.error({ err }, 'a listener failed'))

  return {
    bolt: app,
    async start() {
      await app.init()
      scheduler.start()
      await account.start()
      background.start(
        () => inspectRecords({ engine, texts, store, damaged, log, stopped: () => stopped }),
        'the database could not be looked through',
      )
    },
    async stop() {
      stopped = true
      account.stop()
      if (inFlight > 0) await new Promise<void>(resolve => (whenIdle = resolve))
      await Promise.all([scheduler.stop(), answers.stop(), background.settled()])
    },
    async health() {
      return {
        slack: account.state(),
        lastTick: scheduler.lastTick(),
        backlog: await engine.backlog(now()),
        waiting: scheduler.waiting(),
        overdueSince: scheduler.overdueSince(),
        undelivered: undelivered(),
        underWay: inFlight + answers.underWay() + scheduler.underWay() + account.underWay(),
      }
    },
  }
}

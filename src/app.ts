import { App, type Receiver } from '@slack/bolt'
import { createBackground } from './background.ts'
import { lookThrough } from './complaints/inspection.ts'
import { listenToAsk } from './handlers/actions/ask.ts'
import { listenToButtons } from './handlers/actions/buttons.ts'
import { listenToComplaint } from './handlers/commands/complaint.ts'
import { listenToHarassment } from './handlers/commands/harassment.ts'
import { listenToTeaching } from './handlers/commands/misses.ts'
import type { Desk } from './handlers/context.ts'
import { listenToChannels } from './handlers/events/channels-changed.ts'
import { listenToQuestions } from './handlers/events/questions.ts'
import { limitEach } from './handlers/limit-each.ts'
import { refuseWhileLost } from './handlers/lost-database.ts'
import { listenToHome } from './handlers/views/home.ts'
import { listenToModals } from './handlers/views/modals.ts'
import { createAccount, type Own } from './process/account.ts'
import { ackAlways } from './process/always-acked.ts'
import { boltLog } from './process/bolt-log.ts'
import { waitForOwner } from './process/own-workspace.ts'
import { createMisses } from './questions/misses.ts'
import { createOnce } from './questions/once.ts'
import { createTeamAsks } from './questions/team-asks.ts'
import { remembered } from './remembered.ts'
import { createReminders, type ReminderParts } from './reminders/reminders.ts'
import type { Rules } from './search/load-rules.ts'
import { createAnswers } from './slack/answers.ts'
import { patient } from './slack/patient.ts'
import { createReply } from './slack/reply.ts'
import type { Slack } from './slack/slack.ts'
import { watched } from './slack/watched.ts'
import { openTexts } from './store/keyv.ts'
import type { Instant } from './time/beijing.ts'

/** One as yet. */
const mostTeams = 10

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
 * undone for reasons that are not Slack's; `underWay`: requests and complaints being worked on.
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
  const { store, channels, channelIds, alarm, damaged, undelivered } = createReminders({
    ...parts,
    calendar: rules.calendar,
    // One workspace as yet; every key, wake-up and call names it all the same.
    slackOf: () => slack,
  })
  const background = createBackground(log)
  const answers = createAnswers(clock, log)
  const slackOf = remembered(mostTeams, team => patient(slack, { answers, team, now }))

  function onBack({ team }: Own) {
    alarm.nudge()
    // What the workspace has taught is learnt before somebody asks.
    void asks.search(team, now()).catch(err => log.error({ err }, 'what was taught could not be learnt'))
  }
  const asks = createTeamAsks(engine, texts, rules)
  const account = createAccount({ slack: parts.slack, texts, clock, log, onBack })
  let inFlight = 0
  let stopped = false
  let whenIdle = () => {}

  const reminders = async () => ({
    lastCheck: alarm.lastTick(),
    backlog: await engine.backlog(now()),
    canLookUp: account.canLookUp(),
  })
  const desk: Desk = {
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
    hurriedSlackOf: slackOf,
    reminders,
    log,
    nudge: alarm.nudge,
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
  waitForOwner(app, { account, reply: desk.reply })
  noteArrivals(app, now, work => {
    inFlight++
    return work.finally(() => {
      inFlight--
      if (inFlight === 0) whenIdle()
    })
  })
  limitEach(app, desk)
  refuseWhileLost(app, desk, () => engine.file?.lost() !== undefined)
  parts.watch?.(app)
  listenToHarassment(app, desk)
  listenToComplaint(app, desk)
  listenToModals(app, desk)
  listenToButtons(app, desk)
  listenToHome(app, desk)
  listenToAsk(app, desk)
  listenToQuestions(app, desk)
  listenToTeaching(app, desk)
  listenToChannels(app, desk)
  for (const event of ['app_uninstalled', 'tokens_revoked'] as const)
    app.event(event, async () => account.denied(event))
  app.error(async err => log.error({ err }, 'a listener failed'))

  return {
    bolt: app,
    async start() {
      await app.init()
      alarm.start()
      await account.start()
      background.start(
        () => lookThrough({ engine, texts, store, damaged, log, stopped: () => stopped }),
        'the database could not be looked through',
      )
    },
    async stop() {
      stopped = true
      account.stop()
      if (inFlight > 0) await new Promise<void>(resolve => (whenIdle = resolve))
      await Promise.all([alarm.stop(), answers.stop(), background.settled()])
    },
    async health() {
      return {
        slack: account.state(),
        lastTick: alarm.lastTick(),
        backlog: await engine.backlog(now()),
        waiting: alarm.waiting(),
        overdueSince: alarm.overdueSince(),
        undelivered: undelivered(),
        underWay: inFlight + answers.underWay() + alarm.underWay() + account.underWay(),
      }
    },
  }
}

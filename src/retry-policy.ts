import { HOUR, MINUTE, SECOND } from './time/beijing.ts'

// Every timeout, backoff, lease and retry limit of the app, except those of the store: repeated swaps
// (`store/compare-and-swap.ts`) and waiting for SQLite's lock (`store/patiently.ts`, `store/sqlite-file.ts`).

export type BackoffPolicy = { first: number; max: number }

/** Pause after `failures` in a row: `first`, then doubled each time, up to `max`, in ms. */
export const backoff = (failures: number, { first, max }: BackoffPolicy): number =>
  Math.min(max, first * 2 ** (Math.max(1, failures) - 1))

// Calls to Slack

/** Timeout of a call that posts a message or reads a page of messages. */
export const sendTimeoutMs = 10 * SECOND

/**
 * Timeout of a look-up. Requests that can do without its answer stop waiting earlier
 * (`handlers/time-budget.ts`).
 */
export const lookUpTimeoutMs = 6 * SECOND

/** Time after which a search for a message asks for no further page. */
export const maxPagingMs = 8 * SECOND

/** Longest time that a search for a message can take. */
export const maxLookUpMs = maxPagingMs + sendTimeoutMs

/**
 * Longest time that posting can take: a look-up of the people named, a try, and a second one without refused
 * blocks.
 */
export const maxPostMs = lookUpTimeoutMs + 2 * sendTimeoutMs

// A complaint's messages

/** Longest wait before the next attempt to send, however often it failed: a deadline cannot wait longer. */
export const maxSendPause = 2 * MINUTE
/** Lease of one attempt: the slowest look-up and post, and the time until Slack lists what it took. */
export const attemptLease = maxLookUpMs + maxPostMs + 6 * SECOND
/**
 * When Slack recovers it does so for everybody at once, so while it is busy it is asked again soon.
 * Reminders of unknown outcome wait less than cards and history, because deadlines depend on them.
 */
export const sendBackoff = {
  busy: { first: 2 * SECOND, max: 30 * SECOND },
  unknown: { first: 2 * SECOND, max: maxSendPause },
  unknownReminder: { first: 2 * SECOND, max: MINUTE },
  refused: { first: 2 * SECOND, max: maxSendPause },
} satisfies Record<string, BackoffPolicy>
/** Failed look-ups before a message is posted again without one: twice is better than never. */
export const maxFailedLookUps = 4
/** An outcome that stays unknown this long is reported to people like a refusal. */
export const reportUnknownAfter = 2 * MINUTE
/** Shortest pause before a card's update is tried again; messages do not wait for it. */
export const minCardUpdatePause = 20 * SECOND
/** Shortest pause before a posted reminder's update is tried again; it matters less than a card's. */
export const minReminderUpdatePause = MINUTE
/** Attempts to join a channel whose first card was refused, before people are told. */
export const maxJoinAttempts = 4
/** A former channel's card is tried for half an hour, then left as it is. */
export const formerCardPause = MINUTE
export const maxFormerCardAttempts = 30
/** Digests lost in a row before one reminder goes alone to find out if only digests are lost. */
export const maxLostDigests = 3
/** Reminders go one by one this long once Slack refuses digests or loses only them. */
export const digestPause = 10 * MINUTE

// Other work on a complaint

/** Slack is asked about an unchecked owner in the background; nothing waits for the answer. */
export const ownerCheckBackoff: BackoffPolicy = { first: 10 * SECOND, max: 10 * MINUTE }
/** Pause between checks of an owner whom reminders do not reach; people know and may invite the owner. */
export const unfitOwnerPause = HOUR
/** Lease of a fallback's scheduling or unscheduling: longer than its calls can take. */
export const fallbackLease = MINUTE
export const fallbackBackoff: BackoffPolicy = { first: 10 * SECOND, max: 4 * MINUTE }
/** After Slack refused a fallback. The channel may come back, or have room for scheduled messages again. */
export const refusedFallbackBackoff: BackoffPolicy = { first: 10 * SECOND, max: 20 * MINUTE }
/** Longest stored wait for a fallback; a time further ahead was written by a clock that has been set back. */
export const maxFallbackPause = 2 * HOUR
/** Pause after a wake-up that threw, because the cause rarely disappears sooner. */
export const failedWakePause = MINUTE
/** Pause after the scheduler could not read the store. */
export const storePause = SECOND

// Slack

/** Answers to people are retried while somebody may still wait for them. */
export const answerBackoff: BackoffPolicy = { first: SECOND, max: 30 * SECOND }
export const maxAnswerAge = 10 * MINUTE
/** A look-up that Slack did not answer fails at once for this long, so that requests do not queue. */
export const unansweredPause = 5 * SECOND

// The process

/** Socket Mode reconnects; a connection that lasted longer than `max` counts as a good one. */
export const socketBackoff: BackoffPolicy = { first: SECOND, max: 30 * SECOND }
/** Slack is asked once a minute whether it still accepts the app. */
export const identityPause = MINUTE
/** Shortest pause between such checks when requests arrive before the first answer. */
export const minIdentityPause = 5 * SECOND

import { z } from 'zod'

// The delivery state of a complaint: everything known of its messages in Slack. Stored with it, so the field
// names stay.

const instant = z.number().int()

/** The last reminder of an open window as Slack holds it, to be posted if the app does not. */
const net = z.object({
  clock: z.enum(['evidence', 'appeal']),
  due: instant,
  postAt: instant,
  channel: z.string(),
  /** The owner named in it. */
  owner: z.string(),
  /** Slack's own id of it; absent: Slack may or may not hold it. */
  id: z.string().optional(),
  tries: z.number(),
  /** The next try. */
  retryAt: instant.optional(),
  /** Slack refused it the last time, so Slack does not hold it. */
  refused: z.boolean().optional(),
})
export type Fallback = z.infer<typeof net>

/** A reminder that did not come at its time: its key, and when it should have come. */
const missed = z.object({ key: z.string(), at: instant })
export type Missed = z.infer<typeof missed>

/**
 * The additions of a late message: the missed reminders, and the keys of the other reminders that it covers.
 */
const late = z.object({
  missed: z.array(missed),
  also: z.array(z.string()),
  /** The reminder is part of a digest. */
  digest: z.boolean().optional(),
})
export type Late = z.infer<typeof late>

/** A try of unknown outcome. */
const doubt = z.object({
  since: instant,
  /** Failed look-ups. */
  tries: z.number(),
  /** The keys of the other reminders that the message covers. */
  also: z.array(z.string()).optional(),
  /** The key of the digest that was being sent. */
  digest: z.string().optional(),
})
export type UnknownOutcome = z.infer<typeof doubt>

/** The message being sent now. */
const sending = doubt.extend({
  key: z.string(),
  /** The end of the lease; until then no other process tries. */
  leaseUntil: instant,
  /** Nothing was sent: the message waits for the end of the lease, to go into a digest with others. */
  waits: z.boolean().optional(),
})

/** A message that Slack did not take, and when the next try is due. */
const trouble = z.object({
  error: z.string(),
  /** The message; absent: the card could not be updated. */
  key: z.string().optional(),
  since: instant,
  retryAt: instant,
  tries: z.number(),
  /** A definite refusal. */
  refused: z.boolean().optional(),
  /** The message that people were told about. */
  toldOf: z.string().optional(),
  /** The message that is being reported to people, and the people who have been reached. */
  telling: z.object({ of: z.string(), people: z.array(z.string()) }).optional(),
})

export const outboxSchema = z.object({
  /**
   * `shown`: how many history entries it shows; `retryAt`: the next try to update it, after Slack refused.
   */
  card: z.object({ ts: z.string(), shown: z.number(), retryAt: instant.optional() }).optional(),
  /** Cards posted so far, deleted ones included. */
  cards: z.number(),
  /** The number of history entries that have been posted in the thread. */
  told: z.number(),
  /** The message (ts) of each posted reminder, by key. */
  sent: z.record(z.string(), z.string()),
  /** The additions of late messages, by the key of their reminder. */
  late: z.record(z.string(), late).optional(),
  /**
   * The owner of each reminder that was posted while that owner was in do-not-disturb; a list of reminders in
   * records of earlier releases. Read it through `absences`.
   */
  away: z.union([z.record(z.string(), z.string()), z.array(z.string())]).optional(),
  /** `shown`: history entries that the posted reminders show; `retryAt`: the next try to update them. */
  echo: z.object({ shown: z.number(), retryAt: instant.optional() }).optional(),
  sending: sending.optional(),
  /** Messages that Slack may or may not show, by key. */
  doubtful: z.record(z.string(), doubt).optional(),
  trouble: trouble.optional(),
  net: net.optional(),
  /** Cards in channels that the complaint has left, which do not say so yet. */
  former: z
    .array(z.object({ channel: z.string(), ts: z.string(), tries: z.number(), retryAt: instant.optional() }))
    .optional(),
})
export type Outbox = z.infer<typeof outboxSchema>

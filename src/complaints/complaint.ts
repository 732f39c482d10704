import { z } from 'zod'

/** Kinds of proof on a complaint's checklist, in the order they are shown. */
export const kinds = ['statement', 'chat', 'wangwang', 'mail', 'sms', 'calls', 'other'] as const
export type Kind = (typeof kinds)[number]

/** How far one kind of proof has come. */
export const marks = ['collected', 'sent', 'unavailable'] as const
export type Mark = (typeof marks)[number]

/** How a complaint ended; `discarded` is a record made by mistake, which has no outcome. */
export const outcomes = ['withdrawn', 'dismissed', 'overturned', 'maintained', 'lapsed', 'discarded'] as const
export type Outcome = (typeof outcomes)[number]

/** Why reminders in a channel do not reach a person; `elsewhere`: not in the channel. */
export const ineligibleReasons = ['bot', 'outsider', 'elsewhere', 'unknown'] as const
export type Ineligible = (typeof ineligibleReasons)[number]

const instant = z.number().int()

const periods = z.object({
  evidenceDays: z.number(),
  decisionWorkingDays: z.number(),
  appealDays: z.number(),
  reviewWorkingDays: z.number(),
  blockDays: z.number(),
  filingDays: z.number(),
})

const penalty = z.object({
  /** When the platform's notice says the penalty was imposed. */
  at: instant,
  points: z.number().optional(),
  blockDays: z.number().optional(),
  frozen: z.boolean().optional(),
  /** The appeal deadline that the platform's page shows. */
  dueOnPage: instant.optional(),
  recordedAt: instant,
})
export type Penalty = z.infer<typeof penalty>

const state = z.discriminatedUnion('status', [
  z.object({ status: z.literal('awaiting-evidence') }),
  /** No `answeredAt`: the evidence window was missed. */
  z.object({ status: z.literal('awaiting-decision'), answeredAt: instant.optional() }),
  /** `keptOpen`: lapsed by the clock, reopened by a person. */
  z.object({ status: z.literal('penalized'), penalty, keptOpen: z.boolean().optional() }),
  z.object({ status: z.literal('under-review'), penalty, appealedAt: instant }),
  z.object({
    status: z.literal('closed'),
    outcome: z.enum(outcomes),
    at: instant,
    penalty: penalty.optional(),
    appealedAt: instant.optional(),
  }),
])
export type State = z.infer<typeof state>
export type Status = State['status']

/** What `correct` may change; times are instants, the rest is text. */
export const textFields = ['order', 'buyer', 'shop'] as const
export const timeFields = [
  'traded',
  'filed',
  'received',
  'evidence-due',
  'penalized',
  'appeal-due',
  'appealed',
] as const
export type TextField = (typeof textFields)[number]
export type TimeField = (typeof timeFields)[number]

const correction = z.union([
  z.object({ field: z.enum(textFields), from: z.string().optional(), to: z.string() }),
  /** No `to`: the time was taken off. */
  z.object({ field: z.enum(timeFields), from: instant.optional(), to: instant.optional() }),
])
export type Correction = z.infer<typeof correction>

/** Something that happened to a complaint; `missed` and `lapsed` are the clock's own doing. */
const step = z.discriminatedUnion('type', [
  z.object({ type: z.literal('recorded') }),
  z.object({ type: z.literal('ticked'), kind: z.enum(kinds), mark: z.enum(marks) }),
  z.object({ type: z.literal('answered') }),
  z.object({ type: z.literal('missed') }),
  z.object({ type: z.literal('withdrawn'), at: instant.optional() }),
  z.object({ type: z.literal('dismissed'), at: instant.optional() }),
  z.object({
    type: z.literal('upheld'),
    at: instant,
    points: z.number().optional(),
    blockDays: z.number().optional(),
    frozen: z.boolean().optional(),
    dueOnPage: instant.optional(),
  }),
  z.object({ type: z.literal('appealed'), at: instant }),
  z.object({ type: z.literal('lapsed') }),
  z.object({ type: z.literal('overturned'), at: instant.optional() }),
  z.object({ type: z.literal('maintained'), at: instant.optional() }),
  z.object({ type: z.literal('corrected'), changes: z.array(correction) }),
  /** `unchecked`: Slack could not be asked whether reminders reach them. */
  z.object({ type: z.literal('assigned'), owner: z.string(), unchecked: z.boolean().optional() }),
  /** What Slack said later about an owner; no `unfit`: reminders reach them. */
  z.object({
    type: z.literal('owner-checked'),
    owner: z.string(),
    namedBy: z.string(),
    unfit: z.enum(ineligibleReasons).optional(),
  }),
  z.object({ type: z.literal('noted'), text: z.string() }),
  z.object({ type: z.literal('reopened'), why: z.string(), undone: z.string() }),
  z.object({ type: z.literal('discarded'), why: z.string() }),
  /** From one channel to another. */
  z.object({ type: z.literal('moved'), from: z.string(), to: z.string() }),
  /** Somebody has seen a reminder, or wants it again later; `reminder` is its key. */
  z.object({ type: z.literal('acknowledged'), rung: z.string() }),
  z.object({ type: z.literal('snoozed'), rung: z.string(), until: instant }),
])
export type Step = z.infer<typeof step>

const entry = z.object({
  step,
  at: instant,
  /** A Slack user id; absent when time alone did it. */
  by: z.string().optional(),
  /** The delivery that asked for it, so that a second delivery of the same request changes nothing. */
  via: z.string().optional(),
  /** The state before a step that can be undone. */
  before: state.optional(),
  undone: z.boolean().optional(),
})
export type Entry = z.infer<typeof entry>

/** An owner whom Slack has not confirmed. Reminders also call `namedBy` as long as this stands. */
const ownerCheck = z.object({
  namedBy: z.string(),
  /** When Slack was asked last. */
  askedAt: instant,
  tries: z.number(),
  /** Slack answered: reminders do not reach the owner. */
  unfit: z.enum(ineligibleReasons).optional(),
})
export type OwnerCheck = z.infer<typeof ownerCheck>

/** The last reminder of an open window as Slack holds it, to be posted if we do not. */
const net = z.object({
  clock: z.enum(['evidence', 'appeal']),
  due: instant,
  postAt: instant,
  channel: z.string(),
  /** Who is named in it. */
  owner: z.string(),
  /** Slack's own id of it; absent: it may or may not be there. */
  id: z.string().optional(),
  tries: z.number(),
  /** Not touched again before then. */
  retryAt: instant.optional(),
  /** Slack said no to it the last time, so it does not hold it. */
  refused: z.boolean().optional(),
})
export type Fallback = z.infer<typeof net>

/** A reminder that did not come at its time: its key, and when it should have come. */
const missed = z.object({ key: z.string(), at: instant })
export type Missed = z.infer<typeof missed>

/** What a late message tells beside its reminder: what should have come, and the other reminders that it stands for. */
const late = z.object({
  missed: z.array(missed),
  also: z.array(z.string()),
  /** It stands in a digest. */
  digest: z.boolean().optional(),
})
export type Late = z.infer<typeof late>

/** A try whose end is not known: since when, how many look-ups failed, and what else the message stands for. */
const doubt = z.object({
  since: instant,
  tries: z.number(),
  also: z.array(z.string()).optional(),
  /** The key of the digest that was being sent. */
  digest: z.string().optional(),
})
export type UnknownOutcome = z.infer<typeof doubt>

const outbox = z.object({
  /** `retryAt`: not brought up to date before then, because Slack would not. */
  card: z.object({ ts: z.string(), shown: z.number(), retryAt: instant.optional() }).optional(),
  /** How many cards were posted, the deleted ones included. */
  cards: z.number(),
  /** How many history entries stand in the thread. */
  told: z.number(),
  /** Reminders that were sent: their key and message. */
  sent: z.record(z.string(), z.string()),
  /** What late messages told, by the key of their reminder. */
  late: z.record(z.string(), late).optional(),
  /**
   * Reminders that were posted while their owner was in do-not-disturb, each with that owner; a list of reminders in records of
   * earlier releases. Read it through `absences`.
   */
  away: z.union([z.record(z.string(), z.string()), z.array(z.string())]).optional(),
  /** How many history entries the reminders' own messages show, and when the next is tried again. */
  echo: z.object({ shown: z.number(), retryAt: instant.optional() }).optional(),
  /** The message being sent now: its key, and how long nobody else may try. */
  sending: doubt
    .extend({
      key: z.string(),
      leaseUntil: instant,
      /** Nothing was sent: it waits until then, to go together with others. */
      waits: z.boolean().optional(),
    })
    .optional(),
  /** Messages that may or may not stand in Slack. */
  doubtful: z.record(z.string(), doubt).optional(),
  /** What Slack said when it did not take a message, and when the next try is due. */
  trouble: z
    .object({
      error: z.string(),
      /** The message that was not taken; absent: the card could not be brought up to date. */
      key: z.string().optional(),
      since: instant,
      retryAt: instant,
      tries: z.number(),
      /** Slack said no, for certain. */
      refused: z.boolean().optional(),
      /** The message that people were told about. */
      toldOf: z.string().optional(),
      /** The message that people are being told about, and who has been. */
      telling: z.object({ of: z.string(), people: z.array(z.string()) }).optional(),
    })
    .optional(),
  net: net.optional(),
  /** Cards in channels that the complaint has left, which do not say so yet. */
  former: z
    .array(z.object({ channel: z.string(), ts: z.string(), tries: z.number(), retryAt: instant.optional() }))
    .optional(),
})
export type Outbox = z.infer<typeof outbox>

/** One complaint, whole: the facts, where it stands, what happened, and what was said of it in Slack. */
export const complaintSchema = z.object({
  id: z.string(),
  team: z.string(),
  channel: z.string(),
  order: z.string(),
  buyer: z.string().optional(),
  shop: z.string().optional(),
  owner: z.string(),
  /** Absent: the owner can be reached. */
  ownerCheck: ownerCheck.optional(),
  note: z.string().optional(),
  tradedAt: instant.optional(),
  filedAt: instant,
  receivedAt: instant,
  /** Which of the two times was not given and copies the other. */
  copied: z.enum(['filed', 'received']).optional(),
  /** The evidence deadline that the platform's page shows. */
  evidenceDueOnPage: instant.optional(),
  /** The periods of the rule book it was filed under, in days. */
  periods,
  bookVersion: z.string(),
  evidence: z.partialRecord(z.enum(kinds), z.enum(marks)),
  createdAt: instant,
  createdBy: z.string(),
  state,
  history: z.array(entry),
  outbox,
})
export type Complaint = z.infer<typeof complaintSchema>

export const isOpen = (complaint: Complaint): boolean => complaint.state.status !== 'closed'

/** The penalty that stands in the record, whatever the state. */
export const penaltyOf = ({ state }: Complaint): Penalty | undefined =>
  'penalty' in state ? state.penalty : undefined

/** When the one appeal was submitted, if it was. */
export const appealedAtOf = ({ state }: Complaint): number | undefined =>
  'appealedAt' in state ? state.appealedAt : undefined

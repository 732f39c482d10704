import { z } from 'zod'
import { outboxSchema } from './outbox.ts'
/** Kinds of proof on a complaint's checklist, in the order they are shown. */
export const kinds = ['statement', 'chat', 'wangwang', 'mail', 'sms', 'calls', 'other'] as const
export type Kind = (typeof kinds)[number]

/** The state of one kind of proof on the checklist. */
export const marks = ['collected', 'sent', 'unavailable'] as const
export type Mark = (typeof marks)[number]

/** The ways in which a complaint can end; `discarded`: it was recorded by mistake. */
export const outcomes = ['withdrawn', 'dismissed', 'overturned', 'maintained', 'lapsed', 'discarded'] as const
export type Outcome = (typeof outcomes)[number]

/** The reasons why reminders in a channel do not reach a person; `elsewhere`: the person is not in it. */
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
  /** The time of the penalty according to the platform's notice. */
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

/** The fields that `correct` may change. */
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
  /** Without `to`, the time was removed. */
  z.object({ field: z.enum(timeFields), from: instant.optional(), to: instant.optional() }),
])
export type Correction = z.infer<typeof correction>

/** Something that happened to a complaint; `missed` and `lapsed` follow from time alone. */
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
  /** `unchecked`: Slack could not be asked whether reminders reach the owner. */
  z.object({ type: z.literal('assigned'), owner: z.string(), unchecked: z.boolean().optional() }),
  /** Slack's later answer about an owner; without `unfit`, reminders reach the owner. */
  z.object({
    type: z.literal('owner-checked'),
    owner: z.string(),
    namedBy: z.string(),
    unfit: z.enum(ineligibleReasons).optional(),
  }),
  z.object({ type: z.literal('noted'), text: z.string() }),
  z.object({ type: z.literal('reopened'), why: z.string(), undone: z.string() }),
  z.object({ type: z.literal('discarded'), why: z.string() }),
  z.object({ type: z.literal('moved'), from: z.string(), to: z.string() }),
  /** Reactions to a reminder; `rung` is its key. */
  z.object({ type: z.literal('acknowledged'), rung: z.string() }),
  z.object({ type: z.literal('snoozed'), rung: z.string(), until: instant }),
])
export type Step = z.infer<typeof step>

const entry = z.object({
  step,
  at: instant,
  /** A Slack user id; absent when time alone did it. */
  by: z.string().optional(),
  /** The delivery that asked for it: a second delivery of the same request changes nothing. */
  via: z.string().optional(),
  /** The state before a step that can be undone. */
  before: state.optional(),
  undone: z.boolean().optional(),
})
export type Entry = z.infer<typeof entry>

/** An owner whom Slack has not confirmed; until then reminders also call `namedBy`. */
const ownerCheck = z.object({
  namedBy: z.string(),
  /** The last time that Slack was asked. */
  askedAt: instant,
  tries: z.number(),
  /** Slack answered: reminders do not reach the owner. */
  unfit: z.enum(ineligibleReasons).optional(),
})
export type OwnerCheck = z.infer<typeof ownerCheck>

/** One complaint: its facts, state, history, and delivery state. */
export const complaintSchema = z.object({
  id: z.string(),
  team: z.string(),
  channel: z.string(),
  order: z.string(),
  buyer: z.string().optional(),
  shop: z.string().optional(),
  owner: z.string(),
  /** Absent: reminders reach the owner. */
  ownerCheck: ownerCheck.optional(),
  note: z.string().optional(),
  tradedAt: instant.optional(),
  filedAt: instant,
  receivedAt: instant,
  /** The one of the two times that was not given and copies the other. */
  copied: z.enum(['filed', 'received']).optional(),
  /** The evidence deadline that the platform's page shows. */
  evidenceDueOnPage: instant.optional(),
  /** The periods of the rule book that it was recorded under. */
  periods,
  bookVersion: z.string(),
  evidence: z.partialRecord(z.enum(kinds), z.enum(marks)),
  createdAt: instant,
  createdBy: z.string(),
  state,
  history: z.array(entry),
  outbox: outboxSchema,
})
export type Complaint = z.infer<typeof complaintSchema>

export const isOpen = (complaint: Complaint): boolean => complaint.state.status !== 'closed'

/** The penalty on record, whatever the state. */
export const penaltyOf = ({ state }: Complaint): Penalty | undefined =>
  'penalty' in state ? state.penalty : undefined

/** The time of the one appeal, if it was submitted. */
export const appealedAtOf = ({ state }: Complaint): number | undefined =>
  'appealedAt' in state ? state.appealedAt : undefined

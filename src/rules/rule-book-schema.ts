import { z } from 'zod'

const id = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens')
  .max(80)
  .refine(value => value !== 'none', '"none" is reserved')

/** A text in both languages; the limits keep messages within what Slack accepts. */
const text = (max: number) =>
  z.strictObject({ zh: z.string().trim().min(1).max(max), en: z.string().trim().min(1).max(max) })

/** A list of words or questions, or one text with ` | ` between them. */
const words = z.preprocess(
  value => (typeof value === 'string' ? value.split('|').filter(part => part.trim() !== '') : value),
  z.array(z.string().trim().min(1).max(150)).max(200),
)
const someWords = words.refine(list => list.length > 0, 'must not be empty')
const days = z.int().min(1).max(365)
const heading = z.strictObject({ id, title: text(75) })

const periods = z.strictObject({
  evidenceDays: days,
  decisionWorkingDays: days,
  appealDays: days,
  reviewWorkingDays: days,
  blockDays: days,
  filingDays: days,
})

const scheme = z.strictObject({
  name: text(75),
  levels: z.record(
    z.string().regex(/^[a-z][A-Za-z]*$/),
    z.strictObject({
      points: z.int().min(1).max(1000).optional(),
      blocked: z.literal(true).optional(),
      frozen: z.literal(true).optional(),
    }),
  ),
})

const asks = z.strictObject({ zh: words.prefault([]), en: words.prefault([]) })

const outside = z.strictObject({
  id,
  name: text(75),
  words: someWords,
  /** True if it is outside the book even when the question names the book's subject. */
  despiteSubject: z.boolean().default(false),
  ask: asks.prefault({}),
  /** The reply in place of “the book has no answer”, and the entries to offer in place of the nearest. */
  reply: text(500).optional(),
  offers: z.array(z.string()).max(5).default([]),
  /** A greeting is not a question: one may follow it, and its reply is never counted as a miss. */
  greeting: z.boolean().default(false),
})

const entry = z.strictObject({
  id,
  /** The entry that this one is a part of. */
  within: z.string().optional(),
  stage: z.string(),
  section: z.string(),
  /** Further sections of the source that say the same. */
  also: z.array(z.string()).default([]),
  question: text(150),
  answer: text(2500),
  ask: z.strictObject({ zh: words, en: words }),
  open: text(1000).optional(),
  /** Buttons below the answer. */
  does: z.array(z.enum(['record', 'checklist', 'steps', 'contact-check'])).default([]),
  /** The steps on the platform's pages. */
  steps: z
    .strictObject({
      zh: z.array(z.string().trim().min(1).max(200)),
      en: z.array(z.string().trim().min(1).max(200)),
    })
    .prefault({ zh: [], en: [] }),
  keywords: words.prefault([]),
})

/** The form of a rule book file; references between entries are checked in `checkRuleBook`. */
export const ruleBookSchema = z.strictObject({
  version: z.string().trim().min(1, 'must not be empty').max(40),
  asOf: z.iso.date('must be a day such as 2026-11-23'),
  title: text(150),
  periods,
  schemes: z.record(z.string().regex(/^[A-Z]$/, 'must be a capital letter'), scheme),
  topics: z.array(heading).min(1),
  sections: z.array(heading).min(1),
  subject: words,
  outside: z.array(outside),
  /** Groups of words in this book that mean the same, in addition to the shipped vocabulary. */
  synonyms: z.record(z.string(), someWords).default({}),
  entries: z.array(entry).min(1),
})

/** A rule book with its placeholders filled in. */
export type RuleBook = z.infer<typeof ruleBookSchema>
export type Entry = z.infer<typeof entry>
/** Lengths of the clocks in plain days, except the two that say working days. */
export type Periods = z.infer<typeof periods>
/** A penalty scheme; a level without `points` takes none, as far as the source says. */
export type Scheme = z.infer<typeof scheme>
/** A topic (stage) of the book or a section of its source. */
export type Heading = z.infer<typeof heading>
/** A matter that the book does not cover, with the words that give it away. */
export type Outside = z.infer<typeof outside>

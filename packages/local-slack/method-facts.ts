import { z } from 'zod'
import table from './methods.json' with { type: 'json' }

const scopeByKind = z.object({ public: z.string(), private: z.string(), im: z.string() })
/** Words separated by blanks. */
const words = z
  .string()
  .default('')
  .transform(text => text.split(' ').filter(word => word !== ''))

const facts = z.record(
  z.string(),
  z.strictObject({
    token: z.enum(['bot', 'app']).default('bot'),
    scopes: words,
    /** The scopes of methods for which the kind of conversation decides. */
    scopeByKind: scopeByKind.optional(),
    /** Calls per minute and workspace; the "special" tier counts as 600. */
    perMinute: z.number(),
    required: words,
    optional: words,
    /** Ignores the arguments of a JSON body. */
    formOnly: z.boolean().default(false),
    /** The error codes on its page: those that it can give here, and those that it never gives here. */
    errors: words,
    never: words,
    /** Error codes that it gives here although its page does not list them. */
    unlisted: words,
  }),
)

export type ScopeByKind = z.infer<typeof scopeByKind>

/** Token, scopes, tier, arguments and error codes by Web API method, from Slack's method pages. */
export const methodFacts = facts.parse(table)

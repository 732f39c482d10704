import { z } from 'zod'
import table from './methods.json' with { type: 'json' }

const scopeByKind = z.object({ public: z.string(), private: z.string(), im: z.string() })
/** Words one after the other. */
const words = z
  .string()
  .default('')
  .transform(text => text.split(' ').filter(word => word !== ''))

const facts = z.record(
  z.string(),
  z.strictObject({
    /** The kind of token that it takes. */
    token: z.enum(['bot', 'app']).default('bot'),
    scopes: words,
    /** Where the scope depends on the kind of conversation. */
    scopeByKind: scopeByKind.optional(),
    /** Calls a minute and workspace; the platform's "special" tier counts as 600. */
    perMinute: z.number(),
    required: words,
    optional: words,
    /** A JSON body is not read: its arguments are as good as missing. */
    formOnly: z.boolean().default(false),
    /** The error words of its page that it says here, and those that it never says here. */
    errors: words,
    never: words,
    /** What it says here though its page does not list it. */
    unlisted: words,
  }),
)

export type ScopeByKind = z.infer<typeof scopeByKind>

/** Per Web API method: token, scopes, tier, arguments, error words. From Slack's method pages. */
export const methodFacts = facts.parse(table)

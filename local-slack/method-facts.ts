import { z } from 'zod'
import table from './methods.json' with { type: 'json' }

const scopeByKind = z.object({ public: z.string(), private: z.string(), im: z.string() })

const facts = z.record(
  z.string(),
  z.object({
    scopes: z.array(z.string()).default([]),
    /** Where the scope depends on the kind of conversation. */
    scopeByKind: scopeByKind.optional(),
    /** Calls a minute and workspace; the platform's "special" tier counts as 600. */
    perMinute: z.number(),
    required: z.array(z.string()),
    /** A JSON body is not read: its arguments are as good as missing. */
    formOnly: z.boolean().default(false),
  }),
)

export type ScopeByKind = z.infer<typeof scopeByKind>

/** Per Web API method: bot scopes, tier, required arguments. From Slack's method pages. */
export const methodFacts = facts.parse(table)

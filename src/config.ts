import { z } from 'zod'

const slackHost = (url: URL) =>
  url.protocol === 'https:' ||
  (url.protocol === 'http:' && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname))

const blank = (value: unknown) => (value === '' ? undefined : value)
const optional = <T extends z.ZodType>(type: T) => z.preprocess(blank, type.optional())
const token = (start: string) => optional(z.string().startsWith(start, `must start with ${start}`))

const environment = z.object({
  SLACK_BOT_TOKEN: token('xoxb-'),
  SLACK_APP_TOKEN: token('xapp-'),
  SLACK_SIGNING_SECRET: optional(z.string()),
  SLACK_API_URL: optional(
    z
      .url({ error: 'must be a URL', abort: true })
      .refine(text => slackHost(new URL(text)), 'must be https, or http on this machine (loopback)')
      .transform(text => (text.endsWith('/') ? text : `${text}/`)),
  ),
  HOST: z.preprocess(blank, z.string().default('0.0.0.0')),
  PORT: z.preprocess(blank, z.coerce.number('must be a port number').int().min(0).max(65535).default(3000)),
  DATABASE_URL: z.preprocess(blank, z.string().default('sqlite://./data/shensu.sqlite')),
  RULE_BOOK: optional(z.string()),
  HOLIDAYS: optional(z.string()),
  ADMIN_USER: optional(z.string().regex(/^[UW][A-Z0-9]+$/, 'must be a Slack user id such as U012AB3CD')),
  HEARTBEAT_URL: optional(z.url({ protocol: /^https?$/, error: 'must be a URL with http or https' })),
  LOG_LEVEL: z.preprocess(blank, z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info')),
})

/** How the app reaches Slack. */
export type Connection =
  | { mode: 'http'; botToken: string; signingSecret: string }
  | { mode: 'socket'; botToken: string; appToken: string }

export type Config = {
  connection: Connection
  apiUrl: string | undefined
  host: string
  port: number
  databaseUrl: string
  ruleBook: string | undefined
  holidays: string | undefined
  adminUser: string | undefined
  heartbeatUrl: string | undefined
  logLevel: string
}

/** Reads the environment. Throws an Error with one line for each variable that is missing or wrong, and what to set. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const parsed = environment.safeParse(env)
  if (!parsed.success)
    throw new Error(
      parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'),
    )
  const { data } = parsed
  return {
    connection: connectionOf(data),
    apiUrl: data.SLACK_API_URL,
    host: data.HOST,
    port: data.PORT,
    databaseUrl: data.DATABASE_URL,
    ruleBook: data.RULE_BOOK,
    holidays: data.HOLIDAYS,
    adminUser: data.ADMIN_USER,
    heartbeatUrl: data.HEARTBEAT_URL,
    logLevel: data.LOG_LEVEL,
  }
}

function connectionOf(data: z.infer<typeof environment>): Connection {
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret } = data
  if (botToken && appToken) return { mode: 'socket', botToken, appToken }
  if (botToken && signingSecret) return { mode: 'http', botToken, signingSecret }
  if (botToken)
    throw new Error(
      'SLACK_SIGNING_SECRET is missing (for HTTP), or SLACK_APP_TOKEN (for Socket Mode): set one of the two',
    )
  if (appToken || signingSecret)
    throw new Error('SLACK_BOT_TOKEN is missing: set the bot token that starts with xoxb-')
  throw new Error(
    [
      'Slack is not set up: no SLACK_* variable is set.',
      'Set SLACK_BOT_TOKEN and SLACK_APP_TOKEN (Socket Mode), or SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET (HTTP).',
      'README.md shows where Slack keeps them.',
    ].join('\n'),
  )
}

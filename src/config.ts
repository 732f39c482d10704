import { z } from 'zod'
import { collectErrors } from './collect-errors.ts'

const isSafeApiUrl = (url: URL) =>
  url.protocol === 'https:' ||
  (url.protocol === 'http:' && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname))

/** Strips the spaces and the single pair of quotes that an .env file may leave around a value. */
const bare = (text: string) =>
  text
    .trim()
    .replace(/^(["'])(.*)\1$/s, '$2')
    .trim()
export const present = (value: unknown) => (typeof value === 'string' && bare(value)) || undefined
const optional = <T extends z.ZodType>(type: T) => z.preprocess(present, type.optional())
const withDefault = <T extends z.ZodType>(type: T) => z.preprocess(present, type)
const token = (prefix: string) => optional(z.string().startsWith(prefix, `must start with ${prefix}`))

const defaultDatabase = 'sqlite://./data/shensu.sqlite'
const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const

const environment = z.object({
  SLACK_BOT_TOKEN: token('xoxb-'),
  SLACK_APP_TOKEN: token('xapp-'),
  SLACK_SIGNING_SECRET: optional(z.string()),
  SLACK_API_URL: optional(
    z
      .url({ error: 'must be a URL', abort: true })
      .refine(text => isSafeApiUrl(new URL(text)), 'must be https, or http on this machine (loopback)')
      .transform(text => (text.endsWith('/') ? text : `${text}/`)),
  ),
  HOST: withDefault(z.string().default('0.0.0.0')),
  PORT: withDefault(z.coerce.number('must be a port number').int().min(0).max(65535).default(3000)),
  DATABASE_URL: withDefault(z.string().default(defaultDatabase)),
  RULE_BOOK: optional(z.string()),
  HOLIDAYS: optional(z.string()),
  ADMIN_USER: optional(z.string().regex(/^[UW][A-Z0-9]+$/, 'must be a Slack user id such as U012AB3CD')),
  HEARTBEAT_URL: optional(z.url({ protocol: /^https?$/, error: 'must be a URL with http or https' })),
  LOG_LEVEL: withDefault(z.enum(logLevels).default('info')),
})

export const variableNames = Object.keys(environment.shape)
const places = environment.pick({ RULE_BOOK: true, HOLIDAYS: true, DATABASE_URL: true })
const local = environment
  .pick({ PORT: true })
  .extend({ LOG_LEVEL: withDefault(z.enum(logLevels).default('warn')) })

/** The connection to Slack, with the secrets that it needs. */
export type Connection =
  | { mode: 'http'; botToken: string; signingSecret: string }
  | { mode: 'socket'; botToken: string; appToken: string }

/** Paths of the rules and the database. They can be read even if other variables are wrong. */
export type Paths = { ruleBook: string | undefined; holidays: string | undefined; databaseUrl: string }

export type Config = Paths & {
  connection: Connection
  apiUrl: string | undefined
  host: string
  port: number
  adminUser: string | undefined
  heartbeatUrl: string | undefined
  logLevel: string
}

type Environment = Record<string, string | undefined>

/** Reads the configuration. Throws an Error with a line for each variable that is missing or wrong. */
export function readConfig(env: Environment): Config {
  const [data, connection] = collectErrors(
    () => parsed(environment, env),
    () => connectionOf(env),
  )
  return {
    ...readPaths(env),
    connection,
    apiUrl: data.SLACK_API_URL,
    host: data.HOST,
    port: data.PORT,
    adminUser: data.ADMIN_USER,
    heartbeatUrl: data.HEARTBEAT_URL,
    logLevel: data.LOG_LEVEL,
  }
}

export function readPaths(env: Environment): Paths {
  const { RULE_BOOK, HOLIDAYS, DATABASE_URL } = parsed(places, env)
  return { ruleBook: RULE_BOOK, holidays: HOLIDAYS, databaseUrl: DATABASE_URL }
}

/** Reads the configuration of the local try-out workspace. Throws like `readConfig`. */
export function readLocalConfig(env: Environment): { port: number; logLevel: string } {
  const { PORT, LOG_LEVEL } = parsed(local, env)
  return { port: PORT, logLevel: LOG_LEVEL }
}

function parsed<T>(schema: z.ZodType<T>, env: Environment): T {
  const { data, error } = schema.safeParse(env)
  if (!error) return data
  throw new Error(error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'))
}

function connectionOf(env: Environment): Connection {
  const botToken = present(env.SLACK_BOT_TOKEN)
  const appToken = present(env.SLACK_APP_TOKEN)
  const signingSecret = present(env.SLACK_SIGNING_SECRET)
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
      'Slack is not set up: none of SLACK_BOT_TOKEN, SLACK_APP_TOKEN and SLACK_SIGNING_SECRET is set.',
      'Set SLACK_BOT_TOKEN and SLACK_APP_TOKEN (Socket Mode), or SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET (HTTP).',
      'README.md shows where Slack keeps them.',
    ].join('\n'),
  )
}

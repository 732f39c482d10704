import { type Logger, pino } from 'pino'

export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error' | 'fatal'>

/** JSON lines on standard output. Callers pass ids, counts and error codes: never tokens, names of people or message text. */
export const createLog = (level: string): Log =>
  pino({
    level,
    base: { app: 'shensu' },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: plainError },
  })

/** An error without what it may carry along: Slack's errors hold whole requests and answers. */
function plainError(error: unknown) {
  if (!(error instanceof Error)) return { type: typeof error }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  return {
    type: error.name,
    code,
    message: error.message.replaceAll(/xox[a-z]-[\w-]+|xapp-[\w-]+/g, '…'),
    stack: error.stack,
  }
}

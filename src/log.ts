import { type Logger, pino } from 'pino'

export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error' | 'fatal'>

/** In bytes: so much may wait for a reader of standard output that is slow. What comes then is dropped. */
const maxWaiting = 1_000_000

const { stdout, stderr } = process
// A reader that is gone must not end the app: the lines are lost, no more.
for (const stream of [stdout, stderr]) stream.on('error', () => {})

// Never waits for a pipe, as pino's own destination does: its reader may have stopped reading, and nothing else would run.
const destination = {
  write(line: string) {
    if (stdout.writableLength < maxWaiting) stdout.write(line)
  },
}

/** JSON lines on standard output. Callers pass ids, counts and error codes: never tokens, names of people or message text. */
export const createLog = (level: string): Log =>
  pino(
    {
      level,
      base: { app: 'shensu' },
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: plainError },
    },
    destination,
  )

/** Resolves when every line is out, or after `ms` if nobody reads them. */
export function written(ms: number): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, ms)
    stdout.write('', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}

/** In characters, of a message and of a stack below it: an error may quote a whole page. */
const maxTextLength = 1_000

/** An error without what it may carry along: Slack's errors hold whole requests and answers. */
function plainError(error: unknown) {
  if (!(error instanceof Error)) return { type: typeof error }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  return {
    type: error.name,
    code,
    message: short(error.message),
    // The stack begins with the name and the message.
    stack: error.stack?.split('\n    at ').map(short).join('\n    at '),
  }
}

const short = (text: string): string =>
  text.replaceAll(/xox[a-z]-[\w-]+|xapp-[\w-]+/g, '…').slice(0, maxTextLength)

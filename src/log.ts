import { type Logger, pino } from 'pino'

export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error' | 'fatal'>

/** Bytes buffered for a slow reader of standard output; lines beyond are dropped. */
const maxBuffered = 1_000_000

const { stdout, stderr } = process
// A reader that goes away must not end the app; its lines are lost.
for (const stream of [stdout, stderr]) stream.on('error', () => {})

// pino's own destination would block the whole app on a pipe whose reader has stopped reading.
const destination = {
  write(line: string) {
    if (stdout.writableLength < maxBuffered) stdout.write(line)
  },
}

/** JSON lines on standard output. Callers pass ids, counts and error codes; no tokens, names or messages. */
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

/** Resolves when every line is written, or after `ms` if nobody reads them. */
export function written(ms: number): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, ms)
    stdout.write('', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}

/** Characters of a message and of each line of a stack: an error may quote a whole page. */
const maxTextLength = 1_000

/** Only the known fields of an error: Slack's errors carry whole requests and responses. */
function plainError(error: unknown) {
  if (!(error instanceof Error)) return { type: typeof error }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  return {
    type: error.name,
    code,
    message: shortened(error.message),
    // The stack begins with the name and the message.
    stack: error.stack?.split('\n    at ').map(shortened).join('\n    at '),
  }
}

const shortened = (text: string): string =>
  text.replaceAll(/xox[a-z]-[\w-]+|xapp-[\w-]+/g, '…').slice(0, maxTextLength)

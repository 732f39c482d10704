import { SocketModeReceiver } from '@slack/bolt'
import { backoff, socketBackoff } from '../retry-policy.ts'
import { failureOf } from '../slack/failure.ts'
import { type Instant, SECOND } from '../time/beijing.ts'
import { boltLog } from './bolt-log.ts'
import type { Reception, ReceptionParts } from './reception.ts'

/**
 * Slack documents no limit for the answer to a Socket Mode envelope. For messages that a client sends over
 * the WebSocket of the RTM API the limit is 16 KB; Slack closes the connection on a longer one.
 */
const maxAnswerBytes = 16 * 1024

/**
 * Receives by Socket Mode and reconnects forever, with backoff. The client's own reconnecting is turned off:
 * it always waits five seconds and can give up with an unhandled rejection.
 */
export function receiveBySocket(appToken: string, { apiUrl, clock, log }: ReceptionParts): Reception {
  const receiver = new SocketModeReceiver({
    appToken,
    autoReconnectEnabled: false,
    customPropertiesExtractor: () => ({ maxAnswerBytes }),
    logger: boltLog(log),
    installerOptions: {
      // The client keeps and changes this object, so it must not be shared.
      clientOptions: {
        retryConfig: { retries: 0 },
        rejectRateLimitedCalls: true,
        timeout: 10 * SECOND,
        ...(apiUrl && { slackApiUrl: apiUrl }),
      },
    },
  })
  let trouble: string | undefined = 'connecting'
  let closed = false
  let failures = 0
  let cancel = () => {}

  /** Connects and waits until the connection ends. Resolves to the time at which it began. */
  async function connected(): Promise<Instant> {
    await receiver.start()
    const since = clock.now()
    const end = new Promise(resolve => receiver.client.once('disconnected', resolve))
    trouble = undefined
    log.info('connected to Slack by Socket Mode')
    await end
    return since
  }

  async function connect(): Promise<void> {
    try {
      const since = await connected()
      trouble = 'disconnected'
      // A connection that ends soon counts as a failure, or the app would reconnect in a tight loop.
      failures = clock.now() - since > socketBackoff.max ? 0 : failures + 1
    } catch (error) {
      failures++
      trouble = error === undefined ? 'disconnected' : failureOf(error).error
      if (!closed)
        log.error({ error: trouble }, 'Socket Mode: Slack cannot be reached or refuses the app token')
    }
    if (!closed) cancel = clock.after(pauseAfter(failures), connect)
  }

  return {
    receiver,
    onRequest: undefined,
    open: () => void connect(),
    shut: () => void receiver.client.removeAllListeners('slack_event'),
    close() {
      closed = true
      cancel()
      receiver.client.disconnect()
    },
    trouble: () => trouble,
  }
}

const pauseAfter = (failures: number) => (failures === 0 ? 0 : backoff(failures, socketBackoff))

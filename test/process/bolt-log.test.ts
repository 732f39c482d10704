import { expect, it } from 'vitest'
import { boltLog } from '../../src/process/bolt-log.ts'

it('Bolt’s log lines are cut before anything that may quote a request', () => {
  const lines: unknown[] = []
  const push = (...said: unknown[]) => void lines.push(said)
  const log = boltLog({ debug: push, info: push, warn: push, error: push, fatal: push })
  log.warn('Malformed request body: Unexpected token \'订\', "订单 123" is not valid JSON')
  log.error('Failed to retrieve a new WSS URL (error: xapp-secret)')
  log.error(new Error('xoxb-secret'))
  log.info('Connected with xapp-secret')
  log.debug('Received a message: 订单 123')
  expect(lines).toEqual([
    [{ from: 'bolt' }, 'Malformed request body'],
    [{ from: 'bolt' }, 'Failed to retrieve a new WSS URL'],
    [{ from: 'bolt' }, 'Error'],
  ])
})

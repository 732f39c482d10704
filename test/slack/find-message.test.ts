import { createServer } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { createLog } from '../../src/log.ts'
import { boltLog } from '../../src/process/bolt-log.ts'
import { attemptLease } from '../../src/retry-policy.ts'
import { createSlack } from '../../src/slack/create-slack.ts'
import { SECOND } from '../../src/time/beijing.ts'

/** A thread of `pages` pages, each of which takes three seconds to read. */
async function threadOf(pages: number) {
  let now = 0
  let asked = 0
  const server = createServer((_, response) => {
    now += 3 * SECOND
    const next_cursor = ++asked < pages ? String(asked) : ''
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ ok: true, messages: [], response_metadata: { next_cursor } }))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const apiUrl = `http://127.0.0.1:${address.port}/api/`
  const slack = createSlack({ token: 'xoxb-1', apiUrl, now: () => now, logger: boltLog(createLog('silent')) })
  return { slack, passed: () => now }
}
const where = { channel: 'C1', thread: '1.0', key: 'H-7K3Q:evidence:24h', since: 0 }

test('A message is looked for on every page of a short thread', async () => {
  const { slack } = await threadOf(3)
  expect(await slack.find(where)).toEqual({ kind: 'absent' })
})

test('A look-up in an endless thread ends well before the lease of the message does', async () => {
  const { slack, passed } = await threadOf(1000)
  expect(await slack.find(where)).toEqual({ kind: 'later', error: 'too_many_pages' })
  expect(passed()).toBeLessThan(attemptLease - 10 * SECOND)
})

import { seeded } from 'local-slack/seed.ts'
import type { Fault } from 'local-slack/server.ts'
import { expect, it } from 'vitest'
import { formatTime, MINUTE } from '../../src/time/beijing.ts'
import { metric, metricWhen, readyz } from './running.ts'
import { openShop } from './shop.ts'

it('The metrics show three cards that Slack does not take as undelivered, and a refused token at once', async () => {
  let fault: Fault | undefined
  const { slack, origin } = await openShop({
    faults: method => (method === 'chat.postMessage' ? fault : undefined),
  })
  await readyz(origin, 200)
  const record = (order: string) =>
    slack.deliver.command({
      user: seeded.lin,
      channel: seeded.shopA,
      command: '/complaint',
      text: `new order=${order} received="${formatTime(Date.now() - MINUTE)}"`,
    })
  await record('0')
  expect(await metricWhen(1, origin, 'shensu_due_to_posted_seconds_count{of="card"}')).toBe(1)
  expect(await metricWhen(0, origin, 'shensu_undelivered')).toBe(0)
  expect(await metric(origin, 'shensu_oldest_undelivered_seconds')).toBe(0)

  fault = { before: 500 }
  for (const order of ['1', '2', '3']) await record(order)
  expect(await metricWhen(3, origin, 'shensu_undelivered')).toBe(3)
  expect(await metric(origin, 'shensu_oldest_undelivered_seconds')).toBeGreaterThan(0)
  expect(await metric(origin, 'shensu_slack_ok')).toBe(1)

  fault = { before: { error: 'token_revoked' } }
  await record('4')
  expect(await metricWhen(0, origin, 'shensu_slack_ok')).toBe(0)
  expect(await readyz(origin, 503)).toMatchObject({ problems: { slack: 'token_revoked' } })
  expect(await metricWhen(4, origin, 'shensu_undelivered')).toBe(4)
})

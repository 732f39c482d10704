import { expect, test } from 'vitest'
import { requireChannel, requireTeamMember } from '../../src/handlers/access.ts'
import { createLog } from '../../src/log.ts'
import { boltLog } from '../../src/process/bolt-log.ts'
import { createSlack } from '../../src/slack/create-slack.ts'

/** A Slack at an address where nothing listens. */
const unreachable = createSlack({
  token: 'xoxb-1',
  apiUrl: 'http://127.0.0.1:1/api/',
  now: () => 0,
  logger: boltLog(createLog('silent')),
})
const ctx = { slackOf: () => unreachable, budgetedSlackOf: () => unreachable }
const person = { team: 'T1', user: 'U1' }

test('While Slack does not answer, the signed workspace of a person decides', async () => {
  await expect(requireTeamMember(ctx, person, 'T1')).resolves.toBeUndefined()
  await expect(requireTeamMember(ctx, person, 'T2')).rejects.toMatchObject({ reason: { code: 'outsider' } })
})

test('Without an answer and without a signed workspace, a person is refused', async () => {
  await expect(requireTeamMember(ctx, person, undefined)).rejects.toMatchObject({
    reason: { code: 'cannot-check' },
  })
})

test.each([
  ['C0SHOP', 'shop', true],
  ['G0SHOP', 'privategroup', true],
  ['D0LIN', 'directmessage', false],
  ['C0LIN', 'directmessage', false],
  ['G0THREE', 'mpdm-lin--chen--emma-1', false],
  ['', '', false],
  ['__proto__', 'shop', false],
  ['C0SHOP:x', 'shop', false],
])('Only a channel can hold complaints: %j, called %j', (channel, channelName, is) => {
  const ask = () => requireChannel({ channel, channelName })
  if (is) expect(ask).not.toThrow()
  else expect(ask).toThrow('direct-message')
})

import { expect, it } from 'vitest'
import { killAgainAndAgain } from './kill.ts'

it('Killed 32 times, with a Slack that loses responses, the app loses no change, and loses or doubles no reminder', async () => {
  const { standIn, acknowledged } = await killAgainAndAgain({ kills: 32, complaints: 60 })
  expect(standIn.counts.get('chat.postMessage answer lost')).toBeGreaterThan(10)
  expect(standIn.counts.get('conversations.replies answered')).toBeGreaterThan(10)
  expect(standIn.messages.some(({ key }) => key.startsWith('digest:'))).toBe(true)
  expect(acknowledged.size).toBeGreaterThan(150)
}, 600_000)

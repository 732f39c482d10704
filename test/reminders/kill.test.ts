import { expect, it } from 'vitest'
import { killAgainAndAgain } from './kill.ts'

it('Killed at any moment, with a Slack that loses responses, the app loses no change, and loses or doubles no reminder', async () => {
  const { standIn, acknowledged } = await killAgainAndAgain({ kills: 8, complaints: 24 })
  expect(standIn.counts.get('chat.postMessage answer lost')).toBeGreaterThan(2)
  expect(standIn.counts.get('conversations.replies answered')).toBeGreaterThan(2)
  expect(acknowledged.size).toBeGreaterThan(30)
}, 300_000)

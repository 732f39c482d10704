import { describe } from 'vitest'
import { world } from '../stage/stage.ts'

// The same stories with Slack's own rate limits (one message a second in a channel) and a Slack that takes
// time for each call.
world.slow = true
describe('Questions', async () => void (await import('./questions.test.ts')))
describe('A whole life', async () => void (await import('./whole-life.test.ts')))
describe('Reactions', async () => void (await import('./reactions.test.ts')))

import { describe } from 'vitest'
import { world } from '../stage/stage.ts'

// The same stories at the real pace (one message a second in a channel), with Slack's own limits, and a Slack that takes its
// time for each call.
world.slow = true
describe('Questions', async () => void (await import('./questions.test.ts')))
describe('A whole life', async () => void (await import('./whole-life.test.ts')))
describe('Reactions', async () => void (await import('./reactions.test.ts')))

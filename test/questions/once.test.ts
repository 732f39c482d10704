import { expect, it } from 'vitest'
import { createOnce } from '../../src/questions/once.ts'
import { openTexts } from '../../src/store/keyv.ts'
import { reopened, scratchPath } from '../store/scratch.ts'

/** A process that records the events it answers, on the store at `path`. */
function open(path: string, later = 0) {
  const once = createOnce(openTexts(reopened(path, () => Date.now() + later)))
  const answered: string[] = []
  const hear = (event: string) => once(event, async () => void answered.push(event))
  return { once, hear, answered }
}

it('An event is answered once, however many copies come, even after a restart', async () => {
  const path = scratchPath()
  const first = open(path)
  await first.hear('Ev1')
  await first.hear('Ev2')
  await first.hear('Ev1')
  expect(first.answered).toEqual(['Ev1', 'Ev2'])
  const second = open(path)
  await second.hear('Ev1')
  await second.hear('Ev3')
  expect(second.answered).toEqual(['Ev3'])
})

it('An event that could not be answered is answered when it comes again', async () => {
  const { once, hear, answered } = open(scratchPath())
  await expect(once('Ev1', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  await hear('Ev1')
  expect(answered).toEqual(['Ev1'])
})

it('An event is remembered for an hour, longer than Slack resends it', async () => {
  const path = scratchPath()
  await open(path).hear('Ev1')
  const minute = 60_000
  const soon = open(path, 59 * minute)
  await soon.hear('Ev1')
  expect(soon.answered).toEqual([])
  const late = open(path, 61 * minute)
  await late.hear('Ev1')
  expect(late.answered).toEqual(['Ev1'])
})

import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { bugs } from '../../simulate/teeth/bugs.ts'
import { fatesOf } from '../../simulate/teeth/kill.ts'
import { planted } from '../../simulate/teeth/plant.ts'

const written = readFileSync(new URL('../../docs/reliability.md', import.meta.url), 'utf8')
/** The year in which a mistake was found when the table was written. */
const yearOf = (name: string) => Number(written.split(`| ${name} `)[1]?.split('|')[1])

it.each(bugs)('The mistake “$name” still fits the source, and is in the table', bug => {
  expect(planted(bug)).toContain(bug.to)
  expect(yearOf(bug.name)).toBeGreaterThan(0)
})

it('There are at least 25 mistakes, each with a name of its own', () => {
  expect(new Set(bugs.map(({ name }) => name)).size).toBe(bugs.length)
  expect(bugs.length).toBeGreaterThanOrEqual(25)
})

it('Some of them are found in the year that the table names; all of them are with npm run simulate -- --teeth', async () => {
  const some = bugs.filter((_, index) => index % 7 === 3)
  const fates = await fatesOf(some, ({ name }) => [yearOf(name)])
  expect(fates.filter(({ seed }) => seed === undefined).map(({ bug }) => bug.name)).toEqual([])
})

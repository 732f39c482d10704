import { bugs } from './bugs.ts'
import { type Result, resultsOf } from './run.ts'

const seeds = Array.from({ length: 20 }, (_, index) => index + 1)

/**
 * Plants each bug, simulates up to twenty years with it, and prints the results as a table; true if all were
 * found.
 */
export async function runMutations(): Promise<boolean> {
  const results = await resultsOf(bugs, () => seeds)
  console.log('| planted bug | found in year | as |\n| --- | --- | --- |')
  for (const { bug, seed, said } of results)
    console.log(`| ${bug.name} | ${seed ?? '-'} | ${said.split(':')[0]} |`)
  const survivors = results.filter(isAlive)
  console.log(`${results.length} planted bugs, ${survivors.length} survived ${seeds.length} years`)
  for (const { bug } of survivors) console.log(`survived: ${bug.name} (${bug.file})`)
  return survivors.length === 0
}

/** A bug that crashes the app counts as found, though in no year. */
const isAlive = ({ seed, said }: Result): boolean => seed === undefined && said.startsWith('nothing')

import { bugs } from './bugs.ts'
import { type Fate, fatesOf } from './kill.ts'

const seeds = Array.from({ length: 20 }, (_, index) => index + 1)

/** Plants each bug, lives up to twenty years with it, and prints who died of what as a table; whether none survived. */
export async function bite(): Promise<boolean> {
  const fates = await fatesOf(bugs, () => seeds)
  console.log('| planted bug | found in year | as |\n| --- | --- | --- |')
  for (const { bug, seed, said } of fates) console.log(`| ${bug.name} | ${seed ?? '-'} | ${kindOf(said)} |`)
  const survivors = fates.filter(isAlive)
  console.log(`${fates.length} planted bugs, ${survivors.length} survived ${seeds.length} years`)
  for (const { bug } of survivors) console.log(`survived: ${bug.name} (${bug.file})`)
  return survivors.length === 0
}

/** A bug with which the app falls over could not go unnoticed either. */
const isAlive = ({ seed, said }: Fate): boolean => seed === undefined && said.startsWith('nothing')

const kindOf = (said: string): string => said.split(':')[0] ?? said

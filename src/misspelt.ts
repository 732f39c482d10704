import { present, variableNames } from './config.ts'
import { editDistance } from './search/edit-distance.ts'

export type Misspelt = { name: string; meant: string }

/** Variables that are set and look like a misspelt one of the app's. */
export function misspelt(env: Record<string, string | undefined>): Misspelt[] {
  const isSet = (name: string) => present(env[name]) !== undefined
  return Object.keys(env)
    .filter(name => isSet(name) && !variableNames.includes(name))
    .flatMap(name => {
      const meant = variableNames.find(each => looksLike(name.toUpperCase().replaceAll('-', '_'), each))
      return meant === undefined ? [] : [{ name, meant }]
    })
}

export const hint = ({ name, meant }: Misspelt): string =>
  `${name} is set, which this app does not know: was ${meant} meant?`

/** One slip in a name of 6 letters, two from 10; in shorter names, near many words, only swapped letters. */
function looksLike(name: string, ours: string): boolean {
  const slips = editDistance(name, ours)
  if (ours.length >= 6) return slips <= (ours.length >= 10 ? 2 : 1)
  return slips === 0 || (slips === 1 && [...name].sort().join() === [...ours].sort().join())
}

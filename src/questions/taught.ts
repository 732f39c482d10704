import { missKey } from './misses.ts'
import type { TeamPhrasings } from './team-phrasings.ts'

/** A way to ask that a workspace was taught: its text, the entry that answers it, and a short name for buttons. */
export type Taught = { entry: string; text: string; key: string }

/** Everything that a workspace was taught, entry by entry. */
export async function taughtIn(asks: Pick<TeamPhrasings, 'of'>, team: string): Promise<Taught[]> {
  return [...(await asks.of(team))].flatMap(([entry, texts]) =>
    texts.map(text => ({ entry, text, key: taughtKey(entry, text) })),
  )
}

export const taughtKey = (entry: string, text: string): string => missKey({ text: `${entry}: ${text}` })

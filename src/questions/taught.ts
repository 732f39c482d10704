import { missKey } from './misses.ts'
import type { TeamPhrasings } from './team-phrasings.ts'

/** A phrasing that a workspace was taught, the entry that answers it, and a short key for buttons. */
export type Taught = { entry: string; text: string; key: string }

/** All phrasings that a workspace was taught, entry by entry. */
export async function taughtIn(phrasings: Pick<TeamPhrasings, 'of'>, team: string): Promise<Taught[]> {
  return [...(await phrasings.of(team))].flatMap(([entry, texts]) =>
    texts.map(text => ({ entry, text, key: taughtKey(entry, text) })),
  )
}

export const taughtKey = (entry: string, text: string): string => missKey({ text: `${entry}: ${text}` })

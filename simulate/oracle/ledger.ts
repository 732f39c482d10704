import { atNight, morning } from '../../testing/quiet-hours-oracle.ts'
import type { Case, Chronicle, Said, Setting } from '../chronicle.ts'
import { type Chapter, chaptersOf } from './chapters.ts'
import { owedIn } from './plan.ts'
import type { Owed } from './reminder-steps.ts'

/** A reminder that was owed for a time, and the channel's settings then. */
export type Span = { owed: Owed; setting: Setting }

export type Ledger = ReturnType<typeof ledgerOf>

type Piece = { chapter: Chapter; setting: Setting }

/** A complaint's chapters, each under one setting of its channel. */
export function piecesOf(chronicle: Chronicle, { done, channel }: Case): Piece[] {
  const settings = chronicle.settings.get(channel) ?? []
  return chaptersOf(done, chronicle).flatMap(chapter =>
    settings.flatMap((setting, index) => {
      const from = Math.max(chapter.from, setting.at)
      const to = Math.min(chapter.to, settings[index + 1]?.at ?? chronicle.end)
      return from < to ? [{ chapter: { ...chapter, from, to }, setting }] : []
    }),
  )
}

/** All reminders that one complaint was owed, given the messages that were posted about it. */
export function ledgerOf(chronicle: Chronicle, pieces: Piece[], id: string, said: Said[]) {
  const posted = new Map<string, number>()
  for (const message of said) {
    const { key, at, inPassing, mentionedIn } = message
    if (inPassing) continue
    // A message that was posted again after a failed look-up counts from then on.
    const known = key?.slice(id.length + 1) ?? ''
    if (!mentionedIn || !posted.has(known)) posted.set(known, at)
  }
  const world = {
    posted: (key: string) => posted.get(key),
    away: (user: string, at: number) =>
      chronicle.away.some(each => each.user === user && each.from <= at && at < each.to),
  }
  const all = new Map<string, Span[]>()
  for (const { chapter, setting } of pieces)
    for (const owed of owedIn(chapter, setting, world)) {
      const spans = all.get(owed.key) ?? []
      spans.push({ owed, setting })
      all.set(owed.key, spans)
    }
  return {
    /** The times for which each reminder was owed, by its key. */
    all,
    /** The reminders owed at `shown`, the time of a wrong clock, given the state at `at`. */
    byWrongClock(at: number, shown: number): Span[] {
      const piece = pieces.findLast(({ chapter }) => chapter.from <= at)
      if (!piece) return []
      const { chapter, setting } = piece
      return owedIn({ ...chapter, from: shown, to: shown + 1 }, setting, world).map(owed => ({
        owed,
        setting,
      }))
    },
  }
}

/** The first time at which an owed reminder may be posted. */
export function awakeFrom({ owed: { from, nightFrom }, setting: { quiet } }: Span): number {
  return from < nightFrom && atNight(quiet, from)
    ? Math.min(morning(quiet, from), Math.max(from, nightFrom))
    : from
}

/** True if an owed reminder waits for the end of quiet hours at `t`. */
export const heldAt = ({ owed: { nightFrom }, setting: { quiet } }: Span, t: number): boolean =>
  t < nightFrom && atNight(quiet, t)

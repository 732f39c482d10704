import { timeOf } from '../../testing/calendar-oracle.ts'

/** A broken promise, in words. */
export type Finding = {
  what:
    | 'missed'
    | 'late'
    | 'doubled'
    | 'flood'
    | 'uncalled for'
    | 'at night'
    | 'wrong channel'
    | 'wrong thread'
    | 'wrong words'
    | 'change lost'
    | 'change doubled'
    | 'wrong offer'
    | 'not shown'
    | 'restless'
    | 'hasty'
    | 'not covered'
  about: string
  expected: string
  happened: string
}

/** `2026-11-23 10:30:05`, in Beijing. */
export const momentOf = (t: number): string =>
  Number.isFinite(t) ? `${timeOf(t)}:${String(Math.floor(t / 1000) % 60).padStart(2, '0')}` : 'never'

import type { Case, Chronicle } from '../chronicle.ts'
import { momentOf } from './finding.ts'

/**
 * All that people did to one complaint, that was posted about it and that was broken for it, a line each, in
 * order.
 */
export function logOf(
  { said, shown, fallbacks, broken, settings, offsets, deleted }: Chronicle,
  known: Case,
): string[] {
  const { id, team, channel, done } = known
  const start = (done[0]?.at ?? 0) - 3_600_000
  const mine = said.filter(({ key }) => key?.startsWith(`${id}:`))
  const end = Math.max(...done.map(({ at }) => at), ...mine.map(({ at }) => at)) + 3_600_000
  const lines: [number, string][] = [
    ...done.map(({ at, by, via, request }): [number, string] => [
      at,
      `${by} ${via} ${JSON.stringify(request)}`,
    ]),
    ...mine.map(({ at, key, text }): [number, string] => [
      at,
      `Slack has ${key}: ${text.replaceAll('\n', ' / ')}`,
    ]),
    ...shown
      .filter(({ ts }) => mine.some(each => each.ts === ts))
      .map(({ at, ts }): [number, string] => [at, `Slack updates ${ts}`]),
    ...deleted
      .filter(({ ts }) => mine.some(each => each.ts === ts))
      .map(({ at, ts }): [number, string] => [at, `somebody deletes ${ts}`]),
    ...fallbacks
      .filter(({ text }) => text.includes(id))
      .map(({ at, text }): [number, string] => [
        at,
        `Slack posts by itself: ${text.replaceAll('\n', ' / ')}`,
      ]),
    ...(settings.get(channel) ?? []).map(({ at, ...set }): [number, string] => [
      at,
      `${channel} is set to ${JSON.stringify(set)}`,
    ]),
    ...offsets.map(({ from, ms }): [number, string] => [from, `the app's clock is ${ms / 1000} s ahead`]),
    ...broken
      .filter(each => (each.team ?? team) === team && (each.channel ?? channel) === channel)
      .map(({ what, from, to }): [number, string] => [
        from,
        `${what}${to > from ? ` until ${momentOf(to)}` : ''}`,
      ]),
  ]
  return lines
    .filter(([at]) => at >= start && at <= end)
    .toSorted(([a], [b]) => a - b)
    .map(([at, line]) => `${momentOf(at)}  ${line}`)
}

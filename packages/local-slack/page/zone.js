/** An instant (s since the epoch) as `2026-11-20T10:30` in a zone. */
export const localTime = (seconds, zone) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })
    .format(seconds * 1000)
    .replace(' ', 'T')

const asUtc = local => Date.parse(`${local}Z`) / 1000

/** The instant (s since the epoch) at which a zone's clocks show `local`. */
export function instantOf(local, zone) {
  const guess = asUtc(local)
  const offset = instant => asUtc(localTime(instant, zone)) - instant
  return guess - offset(guess - offset(guess))
}

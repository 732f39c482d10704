import { fitnessOf } from '../slack/eligibility.ts'
import type { Desk } from './context.ts'
import { no } from './parsing/arguments.ts'

/**
 * Refuses an owner whom reminders in the complaint's channel would not reach. False: Slack does not say just now, so they are
 * taken, and checked later.
 */
export async function requireFitOwner(
  desk: Desk,
  place: { team: string; channel: string },
  owner: string,
): Promise<boolean> {
  const { name, unfit, checked } = await fitnessOf(desk.hurriedSlackOf(place.team), place, owner)
  if (unfit) throw no({ code: 'bad-owner', field: 'owner', name, why: unfit })
  return checked
}

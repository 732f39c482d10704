import { eligibilityOf } from '../slack/eligibility.ts'
import type { AppContext } from './context.ts'
import { refuse } from './parsing/arguments.ts'

/**
 * Refuses an owner whom reminders in the complaint's channel would not reach. False if Slack does not answer:
 * the owner is accepted and checked later.
 */
export async function requireEligibleOwner(
  ctx: AppContext,
  place: { team: string; channel: string },
  owner: string,
): Promise<boolean> {
  const { name, unfit, checked } = await eligibilityOf(ctx.budgetedSlackOf(place.team), place, owner)
  if (unfit) throw refuse({ code: 'bad-owner', field: 'owner', name, why: unfit })
  return checked
}

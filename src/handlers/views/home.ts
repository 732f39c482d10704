import type { App } from '@slack/bolt'
import { Refused } from '../../complaints/refused.ts'
import { homeContent, withNotice } from '../../messages/cards/home.ts'
import type { Content } from '../../messages/content.ts'
import { requireTeamMember } from '../access.ts'
import type { AppContext, Request } from '../context.ts'
import { ownComplaints } from '../own-complaints.ts'
import { refuse } from '../parsing/arguments.ts'
import { answering, langFor } from '../request.ts'

/** Publishes a person's Home whenever they open it, since its countdowns grow old. */
export function listenToHome(app: App, ctx: AppContext) {
  app.event('app_home_opened', async ({ event, body }) => {
    if (event.tab !== 'home') return
    const { user } = event
    const team = body.team_id
    await showHome(ctx, { team, user, lang: await langFor(ctx, team, user, '') })
  })
}

/**
 * Publishes a person's Home with `notice`, the outcome of their last press, on top; never throws. Where no
 * complaints can be shown, it says why.
 */
export async function showHome(
  ctx: AppContext,
  { team, user, lang }: Pick<Request, 'team' | 'user' | 'lang'>,
  notice?: Content,
): Promise<void> {
  const home = await answering(ctx, lang, async () => {
    await requireTeamMember(ctx, { team, user }, undefined).catch(rethrowAsCannotList)
    const own = await ownComplaints(ctx, { team, user })
    return homeContent({ ...own, health: await ctx.reminders() }, ctx.rules.calendar, ctx.now(), lang)
  })
  await ctx
    .slackOf(team)
    .publishHome(user, { type: 'home', blocks: withNotice(home, notice).blocks })
    .catch(err => ctx.log.warn({ err }, 'a Home could not be shown'))
}

/** Replaces `cannot-check`, which says that a step was not taken. Opening a Home is not a step. */
function rethrowAsCannotList(error: unknown): never {
  throw error instanceof Refused && error.reason.code === 'cannot-check'
    ? refuse({ code: 'cannot-list' })
    : error
}

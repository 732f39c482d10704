import type { App } from '@slack/bolt'
import type { Content } from '../messages/content.ts'
import { homeContent } from '../messages/home.ts'
import { requireInsider } from './access.ts'
import type { Desk, Request } from './desk.ts'
import { ownComplaints } from './own-complaints.ts'
import { answering, langFor } from './request.ts'

/** The app's Home is drawn anew whenever a person opens it: its countdowns are true only then. */
export function listenToHome(app: App, desk: Desk) {
  app.event('app_home_opened', async ({ event, body }) => {
    if (event.tab !== 'home') return
    const { user } = event
    const team = body.team_id
    await showHome(desk, { team, user, lang: await langFor(desk, team, user, '') })
  })
}

/** Draws a person's Home, with what came of their last press on top; never throws. Strangers are told why there is nothing. */
export async function showHome(
  desk: Desk,
  { team, user, lang }: Pick<Request, 'team' | 'user' | 'lang'>,
  notice?: Content,
): Promise<void> {
  const { blocks } = await answering(desk, lang, async () => {
    await requireInsider(desk, { team, user }, undefined)
    const own = await ownComplaints(desk, { team, user })
    const parts = { ...own, health: await desk.reminders(), ...(notice && { notice }) }
    return homeContent(parts, desk.rules.calendar, desk.now(), lang)
  })
  await desk
    .slackOf(team)
    .publishHome(user, { type: 'home', blocks })
    .catch(err => desk.log.warn({ err }, 'a Home could not be shown'))
}

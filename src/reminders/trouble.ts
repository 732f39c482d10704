import type { Channels } from '../complaints/channels.ts'
import type { Complaint } from '../complaints/complaint.ts'
import type { Log } from '../log.ts'
import { undeliveredContent } from '../messages/undelivered.ts'
import type { Slack } from '../slack/slack.ts'

type Parts = {
  channels: Channels
  slackOf: (team: string) => Slack
  adminUser: string | undefined
  log: Log
}

/**
 * Tells the complaint's owner, or else the admin, or else the workspace's owner, that a message cannot be delivered.
 * False when nobody could be told.
 */
export function tellOfTrouble({ channels, slackOf, adminUser, log }: Parts) {
  return async (complaint: Complaint, error: string): Promise<boolean> => {
    const slack = slackOf(complaint.team)
    const { lang } = await channels.settings(complaint.team, complaint.channel)
    const content = undeliveredContent(complaint, error, lang)
    const lastResort = async () => adminUser ?? (await slack.owner().catch(() => undefined))
    for (const whom of [async () => complaint.owner, lastResort]) {
      const user = await whom()
      // A message to a person's id is a direct message.
      const sent = user && (await slack.post({ channel: user, ...content }))
      if (sent && sent.kind === 'sent') return true
    }
    log.error({ complaint: complaint.id, error }, 'a message cannot be delivered, and nobody could be told')
    return false
  }
}

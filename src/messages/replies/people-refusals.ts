import { code, rich, userText } from '../parts/rich.ts'
import { listed } from '../vocabulary.ts'
import type { RefusalTable } from './refusal-table.ts'

/** Refusals of owners and backups whom reminders would not reach, or of whom that is unknown. */
export const peopleRefusals = {
  'bad-backup': ({ names, why }) => {
    const shortNames = names.map(name => userText(name, 40).text)
    const people = { zh: listed(shortNames, 'zh'), en: listed(shortNames, 'en') }
    return {
      elsewhere: {
        zh: rich`${people.zh} 不在这个频道里，收不到提醒，所以没有保存。请先用 ${code('/invite')} 请进频道，再设置。`,
        en: rich`Not in this channel, so nothing would reach them and nothing was saved: ${people.en}. Please ${code('/invite')} them first, then set it again.`,
      },
      bot: {
        zh: rich`${people.zh} 是机器人，不能当后备，所以没有保存。请换成频道里的人。`,
        en: rich`A bot cannot be a backup, so nothing was saved: ${people.en}. Choose people of this channel.`,
      },
      outsider: {
        zh: rich`${people.zh} 不是本工作区的在职成员，不能当后备，所以没有保存。请换成本工作区、频道里的人。`,
        en: rich`Not an active member of this workspace, so nothing was saved: ${people.en}. Choose people of this workspace who are in the channel.`,
      },
      unknown: {
        zh: rich`Slack 里找不到 ${people.zh}，提醒送不到，所以没有保存。请换成频道里的人。`,
        en: rich`Slack does not know them, so nothing would reach them and nothing was saved: ${people.en}. Choose people of this channel.`,
      },
    }[why]
  },
  'backup-unchecked': () => ({
    zh: rich`暂时无法向 Slack 核对后备人员，所以没有保存。请过一会儿再试一次。`,
    en: rich`The backup people could not be checked with Slack just now, so nothing was saved. Please try again in a moment.`,
  }),
  'bad-owner': reason => {
    const name = userText(reason.name, 40)
    return {
      elsewhere: {
        zh: rich`${name} 不在投诉所在的频道里，收不到提醒，所以没有保存。请先用 ${code('/invite')} 请进频道，再试一次。`,
        en: rich`${name} is not in the complaint’s channel, where the reminders come, so nothing was saved. Please ${code('/invite')} them first, then try again.`,
      },
      bot: {
        zh: rich`${name} 是机器人，不能当负责人，所以没有保存。请换成频道里的人。`,
        en: rich`${name} is a bot and cannot be an owner, so nothing was saved. Please choose someone in the channel.`,
      },
      outsider: {
        zh: rich`${name} 不是本工作区的在职成员，不能当负责人，所以没有保存。请换成本工作区、频道里的人。`,
        en: rich`${name} is no active member of this workspace, so nothing was saved. Please choose someone of this workspace who is in the channel.`,
      },
      unknown: {
        zh: rich`Slack 里找不到 ${name}，提醒送不到，所以没有保存。请换成频道里的人。`,
        en: rich`Slack does not know ${name}, so no reminder would arrive and nothing was saved. Please choose someone in the channel.`,
      },
    }[reason.why]
  },
} satisfies Partial<RefusalTable>

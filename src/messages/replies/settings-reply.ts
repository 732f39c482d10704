import type { ChannelSettings, QuietHours } from '../../complaints/channel-settings.ts'
import type { Content, Lang } from '../content.ts'
import { contentOf, plain } from '../parts/blocks.ts'
import { quietRange } from '../parts/quiet-range.ts'
import { code, people, type Rich, rich } from '../parts/rich.ts'
import { choiceNames } from '../vocabulary.ts'

/** A channel's settings, and how to change them. */
export function settingsReply({ lang: spoken, backup, quiet }: ChannelSettings, lang: Lang): Content {
  const content = contentOf([
    backupLine(backup, lang),
    quietLine(quiet, lang),
    {
      zh: rich`语言：${choiceNames[spoken].zh}。卡片和提醒用它；给您个人的回复按您的 Slack 语言。`,
      en: rich`Language: ${choiceNames[spoken].en}. Cards and reminders use it; replies to you follow your own Slack language.`,
    }[lang],
    {
      zh: rich`更改：点下面的按钮，或输入 ${code('/complaint 设置 后备=@小陈,@小林 静默=22:00-08:00 语言=中文')}；不要后备写 ${code('后备=无')}，不要静默写 ${code('静默=关')}。`,
      en: rich`Change it with the button below, or type ${code('/complaint settings backup=@chen,@lin quiet=22:00-08:00 lang=en')}; ${code('backup=none')} and ${code('quiet=off')} clear them.`,
    }[lang],
  ])
  const change = {
    type: 'button' as const,
    action_id: 'case:settings',
    text: plain({ zh: '修改设置', en: 'Change settings' }[lang], 75),
  }
  return {
    ...content,
    blocks: [...content.blocks, { type: 'actions', block_id: 'settings', elements: [change] }],
  }
}

function backupLine(backup: string[], lang: Lang): Rich {
  if (backup.length === 0)
    return {
      zh: rich`后备人员：没有设置。截止前 6 小时和 1 小时的提醒没人回应时，直接通知整个频道。`,
      en: rich`Backup people: none. When nobody answers the reminders 6 hours and 1 hour before a deadline, the whole channel is called.`,
    }[lang]
  const names = people(backup, { zh: '、', en: ', ' }[lang])
  return {
    zh: rich`后备人员：${names}。截止前 6 小时和 1 小时的提醒没人回应时，先通知他们，再通知整个频道。`,
    en: rich`Backup people: ${names}. When nobody answers the reminders 6 hours and 1 hour before a deadline, they are called first, then the whole channel.`,
  }[lang]
}

function quietLine(quiet: QuietHours | null, lang: Lang): Rich {
  if (!quiet)
    return {
      zh: rich`静默时段：没有，提醒随时会来。`,
      en: rich`Quiet hours: none, reminders come at any hour.`,
    }[lang]
  return {
    zh: rich`静默时段：每天 ${quietRange(quiet)}（北京时间）。截止前的提醒改在静默前半小时；已过期、询问和沟通建议等到静默结束。`,
    en: rich`Quiet hours: ${quietRange(quiet)} every day, Beijing time. Reminders before a deadline come half an hour before they begin; what has passed, questions and advice wait until they end.`,
  }[lang]
}

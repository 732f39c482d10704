import type { Complaint } from '../../complaints/complaint.ts'
import type { Content, Lang } from '../content.ts'
import { saying } from '../parts/blocks.ts'
import { caseLine } from '../parts/facts.ts'
import { channelNamed, rich } from '../parts/rich.ts'

/** What the card says that a complaint left behind in another channel: nothing can be pressed there any more. */
export const formerCardContent = (complaint: Complaint, lang: Lang): Content =>
  saying([
    caseLine(complaint, lang),
    {
      zh: rich`已移到 ${channelNamed(complaint.channel)}，请到那里查看和操作。`,
      en: rich`Moved to ${channelNamed(complaint.channel)}: please look and act there.`,
    }[lang],
  ])

import type { Complaint } from '../../complaints/complaint.ts'
import type { Content, Lang } from '../content.ts'
import { contentOf } from '../parts/blocks.ts'
import { caseLine } from '../parts/facts.ts'
import { channelNamed, rich } from '../parts/rich.ts'

/** Replaces the card in the channel that a complaint was moved from, without buttons. */
export const formerCardContent = (complaint: Complaint, lang: Lang): Content =>
  contentOf([
    caseLine(complaint, lang),
    {
      zh: rich`已移到 ${channelNamed(complaint.channel)}，请到那里查看和操作。`,
      en: rich`Moved to ${channelNamed(complaint.channel)}: please look and act there.`,
    }[lang],
  ])

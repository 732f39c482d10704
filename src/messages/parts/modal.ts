import type { KnownBlock, ModalView } from '@slack/web-api'
import type { Lang, Words } from '../content.ts'
import { plain } from './blocks.ts'

/** `metadata` comes back with the form unchanged. */
type Frame = { callback: string; metadata: string; title: Words; submit: Words }

export const modal = (
  { callback, metadata, title, submit }: Frame,
  blocks: KnownBlock[],
  lang: Lang,
): ModalView => ({
  type: 'modal',
  callback_id: callback,
  private_metadata: metadata,
  title: plain(title[lang], 24),
  submit: plain(submit[lang], 24),
  close: plain({ zh: '取消', en: 'Cancel' }[lang], 24),
  blocks,
})

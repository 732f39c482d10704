import type { KnownBlock } from '@slack/web-api'

/** The product's languages. */
export type Lang = 'zh' | 'en'

/** A word or sentence in each language. */
export type Words = { zh: string; en: string }

/** A message: blocks, and their gist as mrkdwn for notifications. */
export type Content = { text: string; blocks: KnownBlock[] }

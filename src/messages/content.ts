import type { KnownBlock } from '@slack/web-api'

/** The languages the product speaks. */
export type Lang = 'zh' | 'en'

/** One sentence in each language. */
export type Words = { zh: string; en: string }

/** What is to be said: blocks, and the same as plain text for notifications. */
export type Content = { text: string; blocks: KnownBlock[] }

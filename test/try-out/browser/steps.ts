import { seeded } from 'local-slack/seed.ts'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { TryOut } from './on-try-out.ts'

/** Every visible control without a name, as HTML. */
const namelessControls = `[...document.querySelectorAll('button, select, textarea, summary')]
  .filter(one => one.checkVisibility() && !one.getAttribute('aria-label') && !one.textContent.trim())
  .map(one => one.outerHTML)`

export const expectNamedControls = async (page: Page) =>
  expect(await page.evaluate(namelessControls)).toEqual([])

export const buttonOf = (page: Page, name: string | RegExp) => page.getByRole('button', { name })

/** Types a command in the open channel. */
export async function type(page: Page, text: string) {
  await page.locator('#composer textarea').fill(text)
  await page.keyboard.press('Enter')
}

/** Records a complaint in #shop-a whose first reminder is due at 10:30 the next day. */
export async function recordOne(page: Page) {
  await type(page, '/complaint new order=8812 received="2026-11-20 10:30"')
  await page.locator('#messages article:not(.private)').first().waitFor()
}

export const messagesIn = (tryOut: TryOut, channel: string = seeded.shopA) =>
  tryOut.slack.workspace.messages.get(channel) ?? []

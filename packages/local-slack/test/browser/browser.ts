import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest'
import { browserPath, hasChromium, openChromium } from './chromium.ts'

/** The person and the device. A phone is 390 px wide and has a touch screen. */
export type Look = { person?: string; dark?: boolean; phone?: boolean }

/** A workspace with an app in it, and its page's address. */
export type Place = { origin: string; close: () => Promise<void> }

/** Opens the page of a place and becomes the person. */
export type OpenPage = (look: Look, place: Place) => Promise<Page>

/** Tests in one headless Chromium. Each fails when the page logs an error in the console or a request fails. */
export function inBrowser(name: string, tests: (open: OpenPage) => void): void {
  if (!hasChromium)
    console.warn(`SKIPPED: ${name} is not tested in a browser, for there is no ${browserPath}; set CHROMIUM`)

  describe.skipIf(!hasChromium)(`${name} (skipped where there is no Chromium)`, () => {
    let browser: Browser
    let context: BrowserContext
    let place: Place
    const errors: string[] = []

    beforeAll(async () => {
      browser = await openChromium()
    })
    afterAll(() => browser.close())
    afterEach(async () => {
      await context.close()
      await place.close()
      expect(errors.splice(0)).toEqual([])
    })

    tests(async ({ person, dark = false, phone = false }, at) => {
      place = at
      context = await browser.newContext({
        viewport: phone ? { width: 390, height: 844 } : { width: 1280, height: 800 },
        hasTouch: phone,
        isMobile: phone,
        colorScheme: dark ? 'dark' : 'light',
      })
      context.setDefaultTimeout(60_000)
      const page = await context.newPage()
      page.on('console', said => said.type() === 'error' && errors.push(said.text()))
      page.on('pageerror', error => errors.push(error.message))
      page.on('response', got => got.status() >= 400 && errors.push(`${got.status()} ${got.url()}`))
      await page.goto(place.origin)
      if (person) await page.getByRole('button', { name: person }).click()
      return page
    })
  })
}

/** Saves a picture of the page in the folder in PICTURES, if it is set. */
export async function picture(page: Page, name: string): Promise<void> {
  if (process.env.PICTURES) await page.screenshot({ path: join(process.env.PICTURES, `${name}.png`) })
}

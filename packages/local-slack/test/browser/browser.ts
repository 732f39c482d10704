import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest'
import { startTryOut } from '../../../../try-out/wiring.ts'
import { browserPath, openChromium, thereIsChromium } from './chromium.ts'

/** Friday noon in Beijing. */
const startsAt = Date.UTC(2026, 10, 20, 4)

/** How the page is looked at, and by whom. A phone is 390 px wide and touched. */
export type Look = { person?: string; dark?: boolean; phone?: boolean }

/** A workspace with an app in it, and its page's address. */
export type Place = { origin: string; close: () => Promise<void> }

export type Stage = {
  /** Opens the page of a place, the try-out's own unless given, and becomes the person. */
  open(look?: Look, at?: Place): Promise<Page>
  /** Looks at the same place once more, in a browser of its own. */
  again(look?: Look): Promise<Page>
}

/** The app in its workspace, at noon. */
export const tryOut = () => startTryOut({ port: 0, startsAt })

/** Stories that happen in one headless Chromium. Each fails when the page complains in the console or a request fails. */
export function inBrowser(name: string, stories: (stage: Stage) => void): void {
  if (!thereIsChromium)
    console.warn(`SKIPPED: ${name} is not tried in a browser, for there is no ${browserPath}; set CHROMIUM`)

  describe.skipIf(!thereIsChromium)(`${name} (skipped where there is no Chromium)`, () => {
    let browser: Browser
    let contexts: BrowserContext[] = []
    let place: Place
    const complaints: string[] = []

    beforeAll(async () => {
      browser = await openChromium()
    })
    afterAll(() => browser.close())
    afterEach(async () => {
      await Promise.all(contexts.map(context => context.close()))
      contexts = []
      await place.close()
      expect(complaints.splice(0)).toEqual([])
    })

    async function look({ person, dark = false, phone = false }: Look = {}) {
      const context = await browser.newContext({
        viewport: phone ? { width: 390, height: 844 } : { width: 1280, height: 800 },
        hasTouch: phone,
        isMobile: phone,
        colorScheme: dark ? 'dark' : 'light',
      })
      contexts.push(context)
      context.setDefaultTimeout(60_000)
      const page = await context.newPage()
      page.on('console', said => said.type() === 'error' && complaints.push(said.text()))
      page.on('pageerror', error => complaints.push(error.message))
      page.on('response', got => got.status() >= 400 && complaints.push(`${got.status()} ${got.url()}`))
      await page.goto(place.origin)
      if (person) await page.getByRole('button', { name: person }).click()
      return page
    }

    stories({
      async open(how, at) {
        place = at ?? (await tryOut())
        return look(how)
      },
      again: look,
    })
  })
}

/** Saves a picture of the page in the folder that PICTURES names, if it names one. */
export async function picture(page: Page, name: string): Promise<void> {
  if (process.env.PICTURES) await page.screenshot({ path: join(process.env.PICTURES, `${name}.png`) })
}

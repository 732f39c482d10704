import type { Locator, Page } from 'playwright-core'

/** How a person works the page: everything that the stories need is one of these. */
export type Hands = {
  press(what: Locator): Promise<void>
  /** Words, `2026-11-20` or `10:30`, into a box. */
  fill(box: Locator, text: string): Promise<void>
  tick(box: Locator): Promise<void>
}

/** With a mouse, or with a finger where the page is on a phone. */
export const pointer: Hands = {
  press: what => what.click(),
  fill: (box, text) => box.fill(text),
  tick: box => box.check(),
}

/** With the keyboard and nothing else: Tab to get there, then Enter, Space or the keys themselves. */
export function keyboard(page: Page): Hands {
  const isThere = (what: Locator) => what.evaluate(node => node === node.ownerDocument.activeElement)

  async function reach(what: Locator) {
    await what.waitFor()
    // As anybody would: back when it stands before where one is.
    const behind = await what.evaluate(
      node => (node.compareDocumentPosition(node.ownerDocument.activeElement) & 4) !== 0,
    )
    const key = behind ? 'Shift+Tab' : 'Tab'
    for (let pressed = 0; pressed < 120; pressed++) {
      if (await isThere(what)) return
      await page.keyboard.press(key)
    }
    throw new Error(`120 times ${key} do not lead to ${what}`)
  }

  return {
    async press(what) {
      await reach(what)
      await page.keyboard.press('Enter')
    },
    async fill(box, text) {
      await reach(box)
      await page.keyboard.type(asTyped(text))
    },
    async tick(box) {
      await reach(box)
      await page.keyboard.press('Space')
    },
  }
}

/** A date or a time as Chromium's own boxes take it in English: month, day, year; the twelve hours and their half. */
function asTyped(text: string): string {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? []
  if (year) return `${month}${day}${year}`
  const [, hour, minute] = /^(\d\d):(\d\d)$/.exec(text) ?? []
  if (!hour) return text
  const half = Number(hour) < 12 ? 'AM' : 'PM'
  return `${String(Number(hour) % 12 || 12).padStart(2, '0')}${minute}${half}`
}

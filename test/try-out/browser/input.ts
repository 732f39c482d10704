import type { Locator, Page } from 'playwright-core'

/** A way to operate the page. */
export type Input = {
  press(what: Locator): Promise<void>
  /** Types words, `2026-11-20` or `10:30`. */
  fill(box: Locator, text: string): Promise<void>
  tick(box: Locator): Promise<void>
}

/** With a mouse, or by touch on a phone. */
export const pointer: Input = {
  press: what => what.click(),
  fill: (box, text) => box.fill(text),
  tick: box => box.check(),
}

/** With the keyboard alone: Tab to the control, then Enter, Space or the text. */
export function keyboard(page: Page): Input {
  const isThere = (what: Locator) => what.evaluate(node => node === node.ownerDocument.activeElement)

  async function reach(what: Locator) {
    await what.waitFor()
    const isBehind = await what.evaluate(
      node => (node.compareDocumentPosition(node.ownerDocument.activeElement) & 4) !== 0,
    )
    const key = isBehind ? 'Shift+Tab' : 'Tab'
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

/** A date or time as typed into Chromium's English inputs: month, day, year; twelve hours with AM or PM. */
function asTyped(text: string): string {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? []
  if (year) return `${month}${day}${year}`
  const [, hour, minute] = /^(\d\d):(\d\d)$/.exec(text) ?? []
  if (!hour) return text
  const half = Number(hour) < 12 ? 'AM' : 'PM'
  return `${String(Number(hour) % 12 || 12).padStart(2, '0')}${minute}${half}`
}

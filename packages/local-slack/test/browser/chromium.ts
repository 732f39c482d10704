import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

/** Where Chromium is on this machine; CHROMIUM names another place. */
export const browserPath = process.env.CHROMIUM ?? '/usr/bin/chromium'
export const thereIsChromium = existsSync(browserPath)

const flags =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync --lang=en-US'

/** Opens Chromium without a window, the same for tests and measurements. */
export const openChromium = (): Promise<Browser> =>
  chromium.launch({ executablePath: browserPath, headless: true, args: flags.split(' ') })

import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

/** The path of Chromium; CHROMIUM names another. */
export const browserPath = process.env.CHROMIUM ?? '/usr/bin/chromium'
export const hasChromium = existsSync(browserPath)

const flags =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync --lang=en-US'

/** Opens headless Chromium, with the same flags for tests and benchmarks. */
export const openChromium = (): Promise<Browser> =>
  chromium.launch({ executablePath: browserPath, headless: true, args: flags.split(' ') })

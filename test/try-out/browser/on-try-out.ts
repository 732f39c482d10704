import { inBrowser, type Look } from 'local-slack/test/browser/browser.ts'
import type { Page } from 'playwright-core'
import { startTryOut } from '../../../try-out/wiring.ts'

/** Friday noon in Beijing. */
const startsAt = Date.UTC(2026, 10, 20, 4)

export type TryOut = Awaited<ReturnType<typeof startTryOut>>

/** The try-out on Friday 2026-11-20 at noon in Beijing. */
export const startAtNoon = (sample = false): Promise<TryOut> => startTryOut({ port: 0, startsAt, sample })

/** Opens the page of a try-out, a new one unless given, and becomes the person. */
type Open = (look?: Look, tryOut?: TryOut) => Promise<Page>

/** Tests on the try-out's page in Chromium. */
export const onTryOut = (name: string, tests: (open: Open) => void): void =>
  inBrowser(name, open => tests(async (look = {}, tryOut) => open(look, tryOut ?? (await startAtNoon()))))

import axe, { type AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

const checked = new WeakSet<Page>()

/** The rules of axe-core that the page breaks now, each with its places. */
export async function violations(page: Page): Promise<string[]> {
  if (!checked.has(page)) await page.evaluate(axe.source)
  checked.add(page)
  const { violations } = await page.evaluate<AxeResults>("axe.run({ resultTypes: ['violations'] })")
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary = '' }) =>
        `${id}: ${target.join(' ')}: ${failureSummary.split('\n')[1]?.trim()}`,
    ),
  )
}

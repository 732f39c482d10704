import { seeded } from 'local-slack/seed.ts'
import { picture } from 'local-slack/test/browser/browser.ts'
import type { Page } from 'playwright-core'
import { afterEach, describe, expect, test } from 'vitest'
import { onTryOut, startAtNoon, type TryOut } from './on-try-out.ts'
import { buttonOf, expectNamedControls, messagesIn, recordOne, type } from './steps.ts'

let tryOut: TryOut
let page: Page
const button = (name: string | RegExp) => buttonOf(page, name)
const guide = () => page.locator('#guide')
const ticks = () => guide().locator('li.done').count()

onTryOut('The sample and the guided path', openPage => {
  afterEach(() => expectNamedControls(page))

  async function open(person: string, sample = false) {
    tryOut = await startAtNoon(sample)
    page = await openPage({ person }, tryOut)
  }

  describe('The sample', () => {
    test('opens first for 林悦; the strip shows its next reminders, which lead to their threads', async () => {
      await open('林悦', true)
      await page.getByRole('heading', { name: '示例-sample' }).waitFor()
      expect(await page.locator('#messages article').count()).toBe(3)
      const strip = page.getByRole('region', { name: '接下来会发的提醒' })
      expect(await strip.getByRole('button').allTextContents()).toEqual([
        expect.stringMatching(/^11-20 14:00H-\w+举证答复还剩 1 天#示例-sample$/),
        expect.stringMatching(/^11-20 18:00H-\w+举证答复还剩 20 小时#示例-sample$/),
        expect.stringMatching(/^11-21 08:00H-\w+举证答复还剩 6 小时#示例-sample$/),
        expect.stringMatching(/^11-21 13:00H-\w+举证答复还剩 1 小时#示例-sample$/),
        expect.stringMatching(/^11-21 14:00H-\w+举证答复已过截止，请马上处理#示例-sample$/),
      ])
      await picture(page, 'zh-sample')
      await strip.getByRole('button').first().click()
      await page.locator('#thread').getByText('举证答复还剩 2 天').first().waitFor()
      await button('跳到下一条提醒').click()
      await page.locator('#thread').getByText('举证答复还剩 1 天').first().waitFor()
      await strip.getByRole('button').first().getByText('11-20 18:00').waitFor()
      expect(await page.locator('#top').textContent()).toContain('快进 2 小时')
      await picture(page, 'zh-strip')
    })

    test('is cleared with one press, and Emma’s own complaint stays', async () => {
      await open('Emma', true)
      await button('Clear the sample').waitFor()
      await picture(page, 'en-sample')
      await page.locator('#sidebar').getByRole('button', { name: 'shop-a' }).click()
      await recordOne(page)
      await page.locator('#sidebar').getByRole('button', { name: 'sample' }).click()
      await button('Clear the sample').click()
      await page.locator('#sidebar').getByRole('button', { name: 'sample' }).waitFor({ state: 'detached' })
      const strip = page.getByRole('region', { name: 'Reminders to come' })
      await strip.getByRole('button', { name: '2 d left' }).waitFor()
      expect(await strip.textContent()).not.toContain('sample')
      expect(await page.locator('#messages article:not(.private)').count()).toBe(1)
      expect(messagesIn(tryOut, 'C0SAMPLE')).toEqual([])
    })
  })

  test('A reminder in a channel without Emma is announced to her, with a disabled button', async () => {
    await open('Emma')
    const text = 'new order=5 received="2026-11-20 10:30"'
    await tryOut.slack.deliver.command({
      user: seeded.lin,
      channel: seeded.shopB,
      command: '/complaint',
      text,
    })
    const first = page.getByRole('region', { name: 'Reminders to come' }).getByRole('button').first()
    await first.getByText('#shop-b').waitFor()
    expect(await first.isDisabled()).toBe(true)
    await button('林悦').click()
    await expect.poll(() => page.locator('#upcoming button').first().isEnabled()).toBe(true)
  })

  describe('The guided path', () => {
    test('leads 林悦 by its buttons from a new complaint through a missed window to a won appeal', async () => {
      await open('林悦', true)
      const step = (name: string) => guide().getByRole('button', { name })
      const send = () => button('发送').first().click()
      const ticked = (count: number) => guide().getByText(`试试看 ${count}/5`).waitFor()
      await ticked(0)
      await step('填好命令').click()
      await page.getByRole('heading', { name: 'shop-a' }).waitFor()
      await picture(page, 'zh-guide')
      await send()
      await ticked(1)
      await step('跳过去').click()
      await ticked(2)
      await page.locator('#thread').getByText('可以和买家谈谈').first().waitFor()
      await step('让举证期过去').click()
      await ticked(3)
      await page.locator('#thread').getByText('举证答复期已过').first().waitFor()
      await step('填好命令').click()
      await send()
      await ticked(4)
      await step('填好命令').click()
      await send()
      await guide().getByText('申诉在审核了').waitFor()
      await step('填好命令').click()
      await send()
      await ticked(5)
      await page.locator('#messages').getByText('申诉成功').first().waitFor()
      expect(await guide().getByRole('button').count()).toBe(0)
      await picture(page, 'zh-guide-done')
    })

    test('ticks what Emma does by other means, and stays folded once she folded it', async () => {
      await open('Emma')
      await guide().getByText('Try this 0/5').waitFor()
      await recordOne(page)
      await guide().getByText('Try this 1/5').waitFor()
      const [card] = messagesIn(tryOut)
      const id = /H-\w+/.exec(card?.text ?? '')?.[0]
      await type(page, `/complaint evidence ${id} sent`)
      await expect.poll(ticks).toBe(2)
      expect(await guide().locator('li[aria-current]').textContent()).toBe('Jump to its reminder')
      await picture(page, 'en-guide')
      await type(page, `/complaint reopen ${id} "pressed by mistake"`)
      await expect.poll(ticks).toBe(1)
      await guide().locator('summary').click()
      await guide().getByRole('button').waitFor({ state: 'hidden' })
      await page.waitForFunction("localStorage.getItem('guide') === 'folded'")
      await page.reload()
      await guide().getByText('Try this 1/5').waitFor()
      expect(await guide().getByRole('button').isVisible()).toBe(false)
      await guide().locator('summary').click()
      await guide().getByRole('button').waitFor()
    })
  })
})

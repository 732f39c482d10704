import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startTryOut } from '../../local-slack-with-app.ts'

const browserPath = process.env.CHROMIUM ?? '/usr/bin/chromium'
const thereIsChromium = existsSync(browserPath)
const flags = '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking'
const moreFlags = '--disable-component-update --disable-sync'

/** Friday noon in Beijing. */
const startsAt = Date.UTC(2026, 10, 20, 4)

if (!thereIsChromium)
  console.warn(`SKIPPED: the page is not tried in a browser, for there is no ${browserPath}; set CHROMIUM`)

describe.skipIf(!thereIsChromium)('The page in a browser (skipped where there is no Chromium)', () => {
  let folder: string
  let browser: BrowserContext
  let tryOut: Awaited<ReturnType<typeof startTryOut>>
  const complaints: string[] = []

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'page-'))
    browser = await chromium.launchPersistentContext(folder, {
      executablePath: browserPath,
      headless: true,
      args: `${flags} ${moreFlags}`.split(' '),
      viewport: { width: 1280, height: 800 },
    })
    browser.setDefaultTimeout(10_000)
  })
  afterAll(async () => {
    await browser.close()
    rmSync(folder, { recursive: true, force: true })
  })
  afterEach(() => tryOut.close())

  async function open(person: string): Promise<Page> {
    tryOut = await startTryOut({ port: 0, startsAt })
    const page = await browser.newPage()
    complaints.length = 0
    page.on('console', said => said.type() === 'error' && complaints.push(said.text()))
    page.on('pageerror', error => complaints.push(error.message))
    await page.goto(tryOut.origin)
    await page.getByRole('button', { name: person }).click()
    return page
  }

  const picture = async (page: Page, name: string) => {
    if (process.env.PICTURES) await page.screenshot({ path: join(process.env.PICTURES, `${name}.png`) })
  }

  test('林悦 records a complaint in the form, jumps to its reminder and says that the answer was handed in', async () => {
    const page = await open('林悦')
    const box = page.getByRole('textbox', { name: '#shop-a' })
    await box.fill('/comp')
    await page.getByRole('option', { name: '/complaint' }).waitFor()
    await picture(page, 'zh-offers')
    await box.press('Tab')
    expect(await box.inputValue()).toBe('/complaint ')
    await box.pressSequentially('new')
    await box.press('Enter')

    const form = page.getByRole('dialog', { name: '记录新投诉' })
    await form.getByRole('button', { name: '保存' }).click()
    await form.getByText('请填写这一项').waitFor()
    await form.getByLabel('订单号').fill('3366123456')
    await form.getByRole('button', { name: '保存' }).click()
    await form.getByRole('alert').filter({ hasText: /\S/ }).first().waitFor()
    await picture(page, 'zh-form')
    await form.getByLabel('收到投诉：日期').fill('2026-11-20')
    await form.getByLabel('收到投诉：时刻').fill('10:30')
    await form.getByLabel('买家（选填）').fill('小李')
    await form.getByRole('button', { name: '保存' }).click()
    await form.waitFor({ state: 'hidden' })

    const channel = page.locator('#messages')
    const card = channel.locator('article:not(.private)').first()
    await card.getByText('2026-11-23 10:30').waitFor()
    expect(await card.textContent()).toContain('买家：小李')
    // The advice about the buyer comes an hour after, the first reminder of the deadline the next day.
    await page.getByRole('button', { name: '跳到下一条提醒' }).click()
    await page.locator('#now').filter({ hasText: '2026-11-20 13:00' }).waitFor()
    await page.getByRole('button', { name: '跳到下一条提醒' }).click()
    await card.getByRole('button', { name: /条回复/ }).click()
    const reminder = page.locator('#thread-messages article').last()
    await reminder.getByText('还剩').first().waitFor()
    expect(await page.locator('#now').textContent()).toContain('2026-11-21')
    await picture(page, 'zh')
    await reminder.getByRole('button', { name: '答复已提交' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '已在平台提交' }).click()
    await card.getByText('待处理意见').first().waitFor()
    await picture(page, 'zh-answered')
    expect(complaints).toEqual([])
    await page.close()
  })

  test('Emma does the same in English with slash commands', async () => {
    const page = await open('Emma')
    const box = page.getByRole('textbox', { name: 'Message #shop-a' })
    await box.fill('/complaint settings lang=en')
    await box.press('Enter')
    await page.locator('article.private').first().waitFor()
    await box.fill('/complaint new order=8812 buyer=Li received="2026-11-20 10:30"')
    await box.press('Enter')
    const answer = page.locator('article.private').last()
    await answer.getByText('Recorded').waitFor()
    expect(await answer.textContent()).toContain('Only visible to you')
    const id = /H-[0-9A-Z]{4,}/.exec((await answer.textContent()) ?? '')?.[0]
    expect(id).toBeDefined()

    await page.getByRole('button', { name: 'To the next reminder' }).click()
    await page.locator('#now').filter({ hasText: '2026-11-20 13:00' }).waitFor()
    await page.getByRole('button', { name: 'To the next reminder' }).click()
    const card = page.locator('#messages article:not(.private)').first()
    await card.getByRole('button', { name: /repl(y|ies)/ }).click()
    const reminder = page.locator('#thread-messages article').last()
    await reminder.getByRole('button', { name: 'Answer handed in' }).waitFor()
    await picture(page, 'en')
    await box.fill(`/complaint evidence ${id} sent`)
    await box.press('Enter')
    await page.locator('article.private').last().getByText('2026-11-26').first().waitFor()
    await picture(page, 'en-answered')
    expect(complaints).toEqual([])
    await page.close()
  })

  test('What 林悦 writes is unread for Emma until she looks; what the app told 林悦 alone Emma never sees', async () => {
    const page = await open('林悦')
    const rooms = page.locator('#sidebar')
    await page.getByRole('textbox', { name: '#shop-a' }).fill('/complaint help')
    await page.keyboard.press('Enter')
    await page.getByText('仅您可见').waitFor()
    await picture(page, 'zh-help')
    await rooms.getByRole('button', { name: 'lounge' }).click()
    await page.getByRole('textbox', { name: '#lounge' }).fill('今天 *先吃饭* 再说')
    await page.keyboard.press('Enter')
    await page.locator('#messages b', { hasText: '先吃饭' }).waitFor()

    await rooms.getByRole('button', { name: 'shop-a' }).click()
    await page.getByRole('button', { name: 'Emma' }).click()
    const unread = rooms.getByRole('button', { name: /lounge/ }).getByLabel('1 unread')
    await unread.waitFor()
    expect(await page.locator('#messages article').count()).toBe(0)
    await rooms.getByRole('button', { name: /lounge/ }).click()
    await unread.waitFor({ state: 'hidden' })
    expect(await page.locator('#messages article').count()).toBe(1)
    expect(complaints).toEqual([])
    await page.close()
  })
})

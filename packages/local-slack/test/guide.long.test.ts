import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startTryOut } from '../../../try-out/wiring.ts'
import { seeded } from '../seed.ts'

const browserPath = process.env.CHROMIUM ?? '/usr/bin/chromium'
const thereIsChromium = existsSync(browserPath)
const flags = '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking'
const moreFlags = '--disable-component-update --disable-sync'

/** Every control that is there and has no name, as HTML. */
const namelessControls = `[...document.querySelectorAll('button, select, textarea, summary')]
  .filter(one => one.checkVisibility() && !one.getAttribute('aria-label') && !one.textContent.trim())
  .map(one => one.outerHTML)`

/** Friday noon in Beijing. */
const startsAt = Date.UTC(2026, 10, 20, 4)

if (!thereIsChromium)
  console.warn(`SKIPPED: the page is not tried in a browser, for there is no ${browserPath}; set CHROMIUM`)

describe.skipIf(!thereIsChromium)('The page in a browser (skipped where there is no Chromium)', () => {
  let folder: string
  let browser: BrowserContext
  let tryOut: Awaited<ReturnType<typeof startTryOut>>
  let page: Page
  const complaints: string[] = []

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'guide-'))
    browser = await chromium.launchPersistentContext(folder, {
      executablePath: browserPath,
      headless: true,
      args: `${flags} ${moreFlags}`.split(' '),
      viewport: { width: 1280, height: 800 },
    })
    browser.setDefaultTimeout(60_000)
  })
  afterAll(async () => {
    await browser.close()
    rmSync(folder, { recursive: true, force: true })
  })
  afterEach(async () => {
    const nameless = await page.evaluate(namelessControls)
    await page.close()
    await tryOut.close()
    expect(nameless).toEqual([])
    expect(complaints).toEqual([])
  })

  async function open(person: string, sample = false) {
    tryOut = await startTryOut({ port: 0, startsAt, sample })
    page = await browser.newPage()
    complaints.length = 0
    page.on('console', said => said.type() === 'error' && complaints.push(said.text()))
    page.on('pageerror', error => complaints.push(error.message))
    await page.goto(tryOut.origin)
    await button(person).click()
  }

  const button = (name: string | RegExp) => page.getByRole('button', { name })
  const guide = () => page.locator('#guide')
  const ticks = () => guide().locator('li.done').count()
  const panel = () => page.getByRole('region', { name: /故障演练|Trouble/ })
  const messages = (channel: string) => tryOut.slack.workspace.messages.get(channel) ?? []
  const picture = async (name: string) => {
    if (process.env.PICTURES) await page.screenshot({ path: join(process.env.PICTURES, `${name}.png`) })
  }

  /** Types a command in the channel that is open. */
  async function type(text: string) {
    await page.locator('#composer textarea').fill(text)
    await page.keyboard.press('Enter')
  }
  /** A complaint in #shop-a whose first reminder comes at 10:30 the next day. */
  async function recordOne() {
    await type('/complaint new order=8812 received="2026-11-20 10:30"')
    await page.locator('#messages article:not(.private)').first().waitFor()
  }
  /** The log's rows as `call | about | outcome`, the newest first. */
  const logged = async () => {
    const rows = await panel().locator('tbody tr').all()
    const cells = rows.map(async row => (await row.locator('td').allTextContents()).slice(1).join(' | '))
    return Promise.all(cells)
  }
  const reminders = () => messages(seeded.shopA).filter(one => /举证答复还剩|可以和买家谈谈/.test(one.text))

  describe('The sample', () => {
    test('is what 林悦 sees first; its next reminders stand in the strip and lead to their threads', async () => {
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
      await picture('zh-sample')
      await strip.getByRole('button').first().click()
      await page.locator('#thread').getByText('举证答复还剩 2 天').first().waitFor()
      await button('跳到下一条提醒').click()
      await page.locator('#thread').getByText('举证答复还剩 1 天').first().waitFor()
      await strip.getByRole('button').first().getByText('11-20 18:00').waitFor()
      expect(await page.locator('#top').textContent()).toContain('快进 2 小时')
      await picture('zh-strip')
    })

    test('goes away with one press, and what Emma recorded stays', async () => {
      await open('Emma', true)
      await button('Clear the sample').waitFor()
      await picture('en-sample')
      await page.locator('#sidebar').getByRole('button', { name: 'shop-a' }).click()
      await recordOne()
      await page.locator('#sidebar').getByRole('button', { name: 'sample' }).click()
      await button('Clear the sample').click()
      await page.locator('#sidebar').getByRole('button', { name: 'sample' }).waitFor({ state: 'detached' })
      const strip = page.getByRole('region', { name: 'Reminders to come' })
      await strip.getByRole('button', { name: '2 d left' }).waitFor()
      expect(await strip.textContent()).not.toContain('sample')
      expect(await page.locator('#messages article:not(.private)').count()).toBe(1)
      expect(messages('C0SAMPLE')).toEqual([])
    })
  })

  test('A reminder in a channel that Emma is not in is announced to her, and leads nowhere', async () => {
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
    test('leads 林悦 by its buttons from a new complaint through a missed window to an appeal that is won', async () => {
      await open('林悦', true)
      const step = (name: string) => guide().getByRole('button', { name })
      const send = () => button('发送').first().click()
      const ticked = (count: number) => guide().getByText(`试试看 ${count}/5`).waitFor()
      await ticked(0)
      await step('填好命令').click()
      await page.getByRole('heading', { name: 'shop-a' }).waitFor()
      await picture('zh-guide')
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
      await picture('zh-guide-done')
    })

    test('ticks what Emma does in her own way, and stays folded once she folded it', async () => {
      await open('Emma')
      await guide().getByText('Try this 0/5').waitFor()
      await recordOne()
      await guide().getByText('Try this 1/5').waitFor()
      const [card] = messages(seeded.shopA)
      const id = /H-\w+/.exec(card?.text ?? '')?.[0]
      await type(`/complaint evidence ${id} sent`)
      await expect.poll(ticks).toBe(2)
      expect(await guide().locator('li[aria-current]').textContent()).toBe('Jump to its reminder')
      await picture('en-guide')
      await type(`/complaint reopen ${id} "pressed by mistake"`)
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

  describe('Trouble on demand', () => {
    async function withTrouble(...switches: string[]) {
      await open('林悦')
      await recordOne()
      await button('故障演练').click()
      for (const name of switches) await turnOn(name)
    }
    async function turnOn(name: string) {
      await panel().getByRole('button', { name }).click()
      await panel().getByRole('button', { name, pressed: true }).waitFor()
    }
    const turnOff = async (name: string) => {
      await panel().getByRole('button', { name }).click()
      await panel().getByRole('button', { name, pressed: false }).waitFor()
    }
    const happens = async (row: string) => expect.poll(logged, { timeout: 60_000 }).toContain(row)

    test('The panel opens, switches and closes by keyboard, and the focus never gets lost', async () => {
      await open('Emma')
      const focused = () => page.locator(':focus').textContent()
      await button('Trouble').focus()
      await page.keyboard.press('Enter')
      await panel().waitFor()
      await expect.poll(focused).toBe('Archive it')
      await page.keyboard.press('Space')
      await panel().getByRole('button', { name: 'Archive it', pressed: true }).waitFor()
      expect(await focused()).toBe('Archive it')
      await page.keyboard.press('Space')
      await panel().getByRole('button', { name: 'Archive it', pressed: false }).waitFor()
      await page.keyboard.press('Shift+Tab')
      await page.keyboard.press('Enter')
      await panel().waitFor({ state: 'hidden' })
      await expect.poll(focused).toBe('Trouble')
    })

    test('An archived channel: the owner is told directly, and the reminder comes once it is open again', async () => {
      await withTrouble('归档频道')
      await button('故障演练，1 项开着').waitFor()
      await button('跳到下一条提醒').click()
      await happens('chat.postMessage | #shop-a | 频道已归档')
      await happens('chat.postMessage | @林悦 | 成功')
      await page.locator('#upcoming').getByRole('button', { name: '再试' }).waitFor()
      await picture('zh-trouble-archived')
      expect(reminders()).toEqual([])
      await page.locator('#sidebar').getByRole('button', { name: '申诉管家' }).click()
      await page.locator('#messages').getByText('频道已归档').waitFor()
      await page.locator('#sidebar').getByRole('button', { name: 'shop-a' }).click()
      await turnOff('归档频道')
      await button('+1 小时').click()
      await expect.poll(() => reminders().length).toBe(1)
    })

    test('Removed from the channel: the owner is told, and it goes on once it is invited again', async () => {
      await withTrouble('把应用移出频道')
      await button('跳到下一条提醒').click()
      await happens('chat.postMessage | #shop-a | 应用不在频道里')
      await happens('chat.postMessage | @林悦 | 成功')
      expect(reminders()).toEqual([])
      await turnOff('把应用移出频道')
      await button('+1 小时').click()
      await expect.poll(() => reminders().length).toBe(1)
    })

    test('Too many calls: the reminder waits and is tried again', async () => {
      await withTrouble('429 太频繁')
      await button('跳到下一条提醒').click()
      await happens('chat.postMessage | #shop-a | 429：太频繁，没有发')
      await happens('chat.postMessage | #shop-a | 成功 (第 2 次)')
      await panel().getByRole('button', { name: '429 太频繁', pressed: false }).waitFor()
      expect(reminders()).toHaveLength(1)
    })

    test('An error of Slack, three times: it is looked for, then tried again, until it stands once', async () => {
      await open('林悦')
      await recordOne()
      await button('故障演练').click()
      await panel().getByRole('combobox').selectOption({ label: '接下来 3 条' })
      await turnOn('500 出错')
      await panel().getByText('还有 3 条').waitFor()
      await button('跳到下一条提醒').click()
      await happens('chat.postMessage | #shop-a | 成功 (第 4 次)')
      const rows = await logged()
      expect(rows.filter(row => row.includes('500：出错'))).toHaveLength(3)
      expect(rows.filter(row => row.includes('没查到'))).toHaveLength(3)
      expect(reminders()).toHaveLength(1)
    })

    test('A lost answer: the message is found again and not posted twice', async () => {
      await withTrouble('已发出，回答丢失')
      await button('跳到下一条提醒').click()
      await happens('chat.postMessage | #shop-a | 已发出，回答丢失')
      await button('+1 小时').click()
      await happens('conversations.replies | #shop-a | 查到了：上次那条已在')
      await picture('zh-trouble-lost')
      expect(reminders()).toHaveLength(1)
      await button('Emma').click()
      await panel().getByText('found: the earlier one stands').waitFor()
      await picture('en-trouble-lost')
    })

    test('Everything delivered twice: a command, a form and a press change one thing each', async () => {
      await withTrouble('每次投递都送两遍')
      await type('/complaint 新增 订单=777 收到="2026-11-20 10:30"')
      await happens('/complaint 新增 订单=777 收到="2026-11-20 10:30" |  | 送了两遍')
      const cards = () => messages(seeded.shopA).filter(one => one.text.includes('订单 777'))
      await expect.poll(() => cards().length).toBe(1)
      await page
        .locator('#messages article:not(.private)')
        .last()
        .getByRole('button', { name: '答复已提交' })
        .click()
      await page.getByRole('dialog').getByRole('button', { name: '已在平台提交' }).click()
      await page.locator('#messages').getByText('等待处理意见').first().waitFor()
      const answered = (await tryOut.records.complaints()).find(one => one.order === '777')
      expect(answered?.history.map(entry => entry.step.type)).toEqual(['recorded', 'answered'])
    })

    test('The app stopped over a reminder, and started again: it is posted, once', async () => {
      await withTrouble('停掉应用')
      await button('+1 天').click()
      await page.locator('#now').getByText('11-21').waitFor()
      expect(reminders()).toEqual([])
      await turnOff('停掉应用')
      await happens(' |  | 应用启动了')
      const ofTheDeadline = () => reminders().filter(one => one.text.includes('举证答复还剩'))
      await expect.poll(() => ofTheDeadline().length).toBe(1)
    })

    test('A restart loses nothing: the reminder comes at its time', async () => {
      await withTrouble()
      await panel().getByRole('button', { name: '重启应用' }).click()
      await happens(' |  | 应用停了')
      await happens(' |  | 应用启动了')
      await button('跳到下一条提醒').click()
      await expect.poll(() => reminders().length).toBe(1)
      expect(Number(reminders()[0]?.ts) * 1000).toBeCloseTo(Date.UTC(2026, 10, 20, 5), -4)
      await type('/complaint list')
      await page.locator('article.private').last().getByText('8812').waitFor()
    })
  })
})

import { picture } from 'local-slack/test/browser/browser.ts'
import type { Page } from 'playwright-core'
import { afterEach, expect, test } from 'vitest'
import { onTryOut, startAtNoon, type TryOut } from './on-try-out.ts'
import { buttonOf, expectNamedControls, messagesIn, recordOne, type } from './steps.ts'

let tryOut: TryOut
let page: Page
const button = (name: string | RegExp) => buttonOf(page, name)
const panel = () => page.getByRole('region', { name: /故障演练|Trouble/ })
const reminders = () => messagesIn(tryOut).filter(one => /举证答复还剩|可以和买家谈谈/.test(one.text))

/** The log's rows as `call | about | outcome`, the newest first. */
async function logged() {
  const rows = await panel().locator('tbody tr').all()
  const cells = rows.map(async row => (await row.locator('td').allTextContents()).slice(1).join(' | '))
  return Promise.all(cells)
}

onTryOut('The fault panel', openPage => {
  afterEach(() => expectNamedControls(page))

  async function open(person: string) {
    tryOut = await startAtNoon()
    page = await openPage({ person }, tryOut)
  }

  async function withFaults(...switches: string[]) {
    await open('林悦')
    await recordOne(page)
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

  test('The panel opens, switches and closes by keyboard without losing the focus', async () => {
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

  test('An archived channel: the owner gets a direct message, and the reminder comes after unarchiving', async () => {
    await withFaults('归档频道')
    await button('故障演练，1 项开着').waitFor()
    await button('跳到下一条提醒').click()
    await happens('chat.postMessage | #shop-a | 频道已归档')
    await happens('chat.postMessage | @林悦 | 成功')
    await page.locator('#upcoming').getByRole('button', { name: '再试' }).waitFor()
    await picture(page, 'zh-trouble-archived')
    expect(reminders()).toEqual([])
    await page.locator('#sidebar').getByRole('button', { name: '申诉管家' }).click()
    await page.locator('#messages').getByText('频道已归档').waitFor()
    await page.locator('#sidebar').getByRole('button', { name: 'shop-a' }).click()
    await turnOff('归档频道')
    await button('+1 小时').click()
    await expect.poll(() => reminders().length).toBe(1)
  })

  test('The app removed from the channel: the owner gets a direct message, and reminders resume after an invitation', async () => {
    await withFaults('把应用移出频道')
    await button('跳到下一条提醒').click()
    await happens('chat.postMessage | #shop-a | 应用不在频道里')
    await happens('chat.postMessage | @林悦 | 成功')
    expect(reminders()).toEqual([])
    await turnOff('把应用移出频道')
    await button('+1 小时').click()
    await expect.poll(() => reminders().length).toBe(1)
  })

  test('A 429: the reminder waits and is retried', async () => {
    await withFaults('429 太频繁')
    await button('跳到下一条提醒').click()
    await happens('chat.postMessage | #shop-a | 429：太频繁，没有发')
    await happens('chat.postMessage | #shop-a | 成功 (第 2 次)')
    await panel().getByRole('button', { name: '429 太频繁', pressed: false }).waitFor()
    expect(reminders()).toHaveLength(1)
  })

  test('Three 500s: the reminder is looked up and retried until it is posted once', async () => {
    await open('林悦')
    await recordOne(page)
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

  test('A lost answer: the look-up finds the message, and it is not posted twice', async () => {
    await withFaults('已发出，回答丢失')
    await button('跳到下一条提醒').click()
    await happens('chat.postMessage | #shop-a | 已发出，回答丢失')
    await button('+1 小时').click()
    await happens('conversations.replies | #shop-a | 查到了：上次那条已在')
    await picture(page, 'zh-trouble-lost')
    expect(reminders()).toHaveLength(1)
    await button('Emma').click()
    await panel().getByText('found: the earlier one stands').waitFor()
    await picture(page, 'en-trouble-lost')
  })

  test('Every delivery twice: a command, a form and a press take effect once each', async () => {
    await withFaults('每次投递都送两遍')
    await type(page, '/complaint 新增 订单=777 收到="2026-11-20 10:30"')
    await happens('/complaint 新增 订单=777 收到="2026-11-20 10:30" |  | 送了两遍')
    const cards = () => messagesIn(tryOut).filter(one => one.text.includes('订单 777'))
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

  test('The app stopped while a reminder falls due: it is posted once after the start', async () => {
    await withFaults('停掉应用')
    await button('+1 天').click()
    await page.locator('#now').getByText('11-21').waitFor()
    expect(reminders()).toEqual([])
    await turnOff('停掉应用')
    await happens(' |  | 应用启动了')
    const ofTheDeadline = () => reminders().filter(one => one.text.includes('举证答复还剩'))
    await expect.poll(() => ofTheDeadline().length).toBe(1)
  })

  test('A restart loses nothing: the reminder comes on time', async () => {
    await withFaults()
    await panel().getByRole('button', { name: '重启应用' }).click()
    await happens(' |  | 应用停了')
    await happens(' |  | 应用启动了')
    await button('跳到下一条提醒').click()
    await expect.poll(() => reminders().length).toBe(1)
    expect(Number(reminders()[0]?.ts) * 1000).toBeCloseTo(Date.UTC(2026, 10, 20, 5), -4)
    await type(page, '/complaint list')
    await page.locator('article.private').last().getByText('8812').waitFor()
  })
})

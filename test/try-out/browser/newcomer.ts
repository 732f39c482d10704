import { picture } from 'local-slack/test/browser/browser.ts'
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Input } from './input.ts'

/** The labels of buttons and inputs in one language. */
const zh = {
  channel: '#shop-a',
  record: '记录新投诉',
  order: '订单号',
  required: '请填写这一项',
  received: ['收到投诉：日期', '收到投诉：时刻'],
  due: '2026-11-23 10:30',
  next: '跳到下一条提醒',
  replies: /条回复/,
  missed: /没有答复的记录/,
  decide: '记录处理意见',
  upheld: '投诉成立',
  at: ['通知上的时间：日期', '通知上的时间：时刻'],
  points: '扣分',
  appeal: '申诉已提交',
  appealed: ['在平台提交申诉的时间：日期', '在平台提交申诉的时间：时刻'],
  confirm: '这唯一一次申诉已在平台提交',
  review: '记录审核结果',
  reviewForm: '记录申诉审核结果',
  overturned: '申诉成功',
  won: /申诉成功/,
  save: '保存',
  close: '关闭',
}

const en: typeof zh = {
  channel: 'Message #shop-a',
  record: 'New complaint',
  order: 'Order number',
  required: 'Please fill this in',
  received: ['Complaint received: day', 'Complaint received: time of day'],
  due: '2026-11-23 10:30',
  next: 'To the next reminder',
  replies: /repl(y|ies)/,
  missed: /no answer was recorded/,
  decide: 'Record the decision',
  upheld: 'Upheld',
  at: ['Time in the notice: day', 'Time in the notice: time of day'],
  points: 'Points',
  appeal: 'Appeal submitted',
  appealed: ['Submitted on the platform at: day', 'Submitted on the platform at: time of day'],
  confirm: 'The one appeal has been submitted on the platform',
  review: 'Record the review',
  reviewForm: 'Record the review',
  overturned: 'Penalty overturned',
  won: /overturned/,
  save: 'Save',
  close: 'Close',
}

type Steps = {
  page: Page
  input: Input
  say: typeof zh
  name: string
  card: Locator
  form: (title: string) => Locator
}

/**
 * A newcomer's path: records a complaint in the form, jumps from reminder to reminder until the evidence
 * window is missed, records that the complaint was upheld, then the one appeal, and wins it. `name` is the
 * prefix of the pictures.
 */
export async function newcomersPath(page: Page, how: { input: Input; lang: 'zh' | 'en'; name: string }) {
  const { input, lang, name } = how
  const say = { zh, en }[lang]
  const card = page.locator('#messages article:not(.private)').first()
  const form = (title: string) => page.getByRole('dialog', { name: title })
  const steps = { page, input, say, name, card, form }
  await openForm(steps, lang)
  await recordInForm(steps)
  await missTheWindow(steps)
  await readThread(steps)
  await decide(steps)
  await appeal(steps)
  await win(steps)
}

async function openForm({ page, input, say }: Steps, lang: 'zh' | 'en') {
  const box = page.getByRole('textbox', { name: say.channel })
  if (lang === 'en') {
    await input.fill(box, '/complaint settings lang=en')
    await page.keyboard.press('Enter')
    await page.locator('article.private').first().waitFor()
  }
  await input.fill(box, '/comp')
  await page.getByRole('option', { name: '/complaint' }).waitFor()
  await page.keyboard.press('Tab')
  expect(await box.inputValue()).toBe('/complaint ')
  await page.keyboard.type('new')
  await page.keyboard.press('Enter')
}

async function recordInForm(steps: Steps) {
  const { page, input, say, name, card, form } = steps
  await form(say.record).waitFor()
  await save(steps, say.record)
  await form(say.record).getByText(say.required).waitFor()
  await input.fill(form(say.record).getByLabel(say.order), '3366123456')
  await fillTime(steps, say.record, say.received, ['2026-11-20', '10:30'])
  await picture(page, `${name}-form`)
  await save(steps, say.record)
  await closed(steps, say.record)
  await card.getByText(say.due).first().waitFor()
  await picture(page, `${name}-card`)
}

async function missTheWindow({ page, input, say, card }: Steps) {
  const clock = page.locator('#now')
  for (let jumps = 0; jumps < 12 && (await card.getByText(say.missed).count()) === 0; jumps++) {
    const before = await clock.textContent()
    await input.press(page.getByRole('button', { name: say.next }))
    await expect.poll(() => clock.textContent(), { timeout: 20_000 }).not.toBe(before)
    await page.locator('#top [aria-busy=true]').waitFor({ state: 'detached' })
  }
  await card.getByText(say.missed).waitFor()
  expect(await clock.textContent()).toContain('2026-11-24')
}

async function readThread({ page, input, say, name, card }: Steps) {
  await input.press(card.getByRole('button', { name: say.replies }))
  await page.locator('#thread-messages article').last().waitFor()
  await picture(page, `${name}-thread`)
  await input.press(page.locator('#thread').getByRole('button', { name: say.close }))
  await page.locator('#thread').waitFor({ state: 'hidden' })
}

async function decide(steps: Steps) {
  const { page, input, say, name, card, form } = steps
  await input.press(card.getByRole('button', { name: say.decide }))
  await input.tick(form(say.decide).getByLabel(say.upheld, { exact: true }))
  await fillTime(steps, say.decide, say.at, ['2026-11-23', '18:00'])
  await input.fill(form(say.decide).getByLabel(say.points), '12')
  await picture(page, `${name}-decision`)
  await save(steps, say.decide)
  await closed(steps, say.decide)
}

async function appeal(steps: Steps) {
  const { input, say, card, form } = steps
  await input.press(card.getByRole('button', { name: say.appeal }))
  await fillTime(steps, say.appeal, say.appealed, ['2026-11-23', '20:15'])
  await input.tick(form(say.appeal).getByLabel(say.confirm))
  await save(steps, say.appeal)
  await closed(steps, say.appeal)
}

async function win(steps: Steps) {
  const { page, input, say, name, card, form } = steps
  await input.press(card.getByRole('button', { name: say.review }))
  await input.tick(form(say.reviewForm).getByLabel(say.overturned))
  await save(steps, say.reviewForm)
  await closed(steps, say.reviewForm)
  await card.getByText(say.won).first().waitFor()
  await picture(page, `${name}-won`)
}

async function fillTime(
  { input, form }: Steps,
  title: string,
  [day = '', time = '']: string[],
  [date = '', clock = '']: string[],
) {
  await input.fill(form(title).getByLabel(day), date)
  await input.fill(form(title).getByLabel(time), clock)
}

const save = ({ input, say, form }: Steps, title: string) =>
  input.press(form(title).getByRole('button', { name: say.save }))

const closed = ({ form }: Steps, title: string) => form(title).waitFor({ state: 'hidden' })

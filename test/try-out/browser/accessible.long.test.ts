import { violations } from 'local-slack/test/browser/axe.ts'
import { type Look, picture } from 'local-slack/test/browser/browser.ts'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { onTryOut } from './on-try-out.ts'

/** Opens every surface of the page in turn; axe-core must find nothing on any of them. */
async function lookAround(page: Page, { phone = false }: Look, name: string) {
  const found = async (surface: string) => {
    await picture(page, `${name}-${surface}`)
    expect(await violations(page), surface).toEqual([])
  }
  const sidebar = async () => {
    if (phone) await page.getByRole('button', { name: '频道和应用' }).click()
  }
  const box = page.getByRole('textbox', { name: '#shop-a' })
  await box.fill('/comp')
  await page.getByRole('option', { name: '/complaint' }).waitFor()
  await found('offers')
  await box.fill('/complaint new order=3366123456 buyer=小李 received="2026-11-20 10:30"')
  await box.press('Enter')
  const card = page.locator('#messages article:not(.private)').first()
  await card.getByRole('button', { name: /条回复/ }).waitFor()
  await box.fill('看 `代码` 和 <https://example.com> :tada:')
  await box.press('Enter')
  await page.locator('#messages code').waitFor()
  await found('channel')
  await card.getByRole('button', { name: '更多操作' }).click()
  await page.getByRole('menuitem').first().waitFor()
  await found('menu')
  await page.keyboard.press('Escape')
  await card.getByRole('button', { name: '答复已提交' }).click()
  await page.getByRole('dialog', { name: '确认已提交？' }).waitFor()
  await found('confirm')
  await page.keyboard.press('Escape')
  await card.getByRole('button', { name: '记录处理意见' }).click()
  const form = page.getByRole('dialog', { name: '记录处理意见' })
  await form.getByRole('button', { name: '保存' }).click()
  await form.getByText('请填写这一项').waitFor()
  await found('modal')
  await form.getByRole('button', { name: '取消' }).click()
  await form.waitFor({ state: 'hidden' })
  await card.getByRole('button', { name: /条回复/ }).click()
  await page.locator('#thread-messages article').last().waitFor()
  await found('thread')
  await page.locator('#thread').getByRole('button', { name: '关闭' }).click()
  await sidebar()
  if (phone) await found('drawer')
  await page.getByRole('button', { name: 'shop-closed' }).click()
  await page.locator('#composer').getByText('这个频道已归档').waitFor()
  await found('archived')
  await sidebar()
  await page.getByRole('button', { name: 'Shensu' }).click()
  await page.locator('.home').getByText('3366123456').waitFor()
  await found('home')
  await sidebar()
  await page.getByRole('button', { name: 'Other Shop' }).click()
  await page.locator('#sidebar').getByText('Other Shop').waitFor({ state: 'attached' })
  await found('other-workspace')
}

const looks: [string, Look][] = [
  ['by day', {}],
  ['in the dark', { dark: true }],
  ['on a phone', { phone: true }],
]

onTryOut('Accessibility of the try-out', open => {
  test.each(looks)('axe-core finds nothing %s', async (when, look) => {
    const page = await open({ person: '林悦', ...look })
    await lookAround(page, look, when.replaceAll(' ', '-'))
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  })
})

import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { violations } from './axe.ts'
import { inBrowser, type Look, picture } from './browser.ts'
import { option, plain, startSamplePage } from './sample-page.ts'

/** Every surface of the page in turn: axe-core is to find nothing on any of them. */
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

inBrowser('Whether everybody can use the page', ({ open }) => {
  test.each(looks)('axe-core finds nothing %s', async (when, look) => {
    const page = await open({ person: '林悦', ...look })
    await lookAround(page, look, when.replaceAll(' ', '-'))
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  })

  test.each(looks)('axe-core finds nothing on a Home tab full of controls %s', async (when, look) => {
    const sample = await startSamplePage()
    sample.app.event('app_home_opened', async ({ event, client }) => {
      await client.views.publish({ user_id: event.user, view: gallery })
    })
    sample.app.action(/.+/, ({ ack }) => ack())
    const page = await open({ person: '林悦', ...look }, sample)
    if (look.phone) await page.getByRole('button', { name: '频道和应用' }).click()
    await page.getByRole('button', { name: 'Sample' }).click()
    await page.getByText('看板').waitFor()
    await page.getByRole('combobox', { name: '几家店铺' }).selectOption('甲店')
    await page.getByRole('button', { name: '去掉 甲店' }).waitFor()
    await picture(page, `${when.replaceAll(' ', '-')}-controls`)
    expect(await violations(page)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  })
})

const options = ['甲店', '乙店', '丙店'].map(option)

const gallery = {
  type: 'home' as const,
  blocks: [
    { type: 'header' as const, text: plain('看板') },
    {
      type: 'section' as const,
      text: { type: 'mrkdwn' as const, text: '*三条* 投诉，~两条~ 已结，见 <https://example.com|规则>' },
      accessory: {
        type: 'static_select' as const,
        action_id: 'one',
        placeholder: plain('一家店铺'),
        options,
      },
    },
    {
      type: 'actions' as const,
      elements: [
        { type: 'button' as const, action_id: 'go', text: plain('记录投诉'), style: 'primary' as const },
        { type: 'button' as const, action_id: 'stop', text: plain('作废'), style: 'danger' as const },
        {
          type: 'multi_static_select' as const,
          action_id: 'several',
          placeholder: plain('几家店铺'),
          options,
        },
        { type: 'users_select' as const, action_id: 'who', placeholder: plain('谁') },
        { type: 'datepicker' as const, action_id: 'day', placeholder: plain('哪天') },
        { type: 'checkboxes' as const, action_id: 'boxes', options },
        { type: 'radio_buttons' as const, action_id: 'radios', options },
        { type: 'overflow' as const, action_id: 'more', options },
      ],
    },
    { type: 'divider' as const },
    { type: 'context' as const, elements: [plain('时间均为北京时间。')] },
    {
      type: 'input' as const,
      block_id: 'note',
      label: plain('备注'),
      hint: plain('随便写。'),
      element: { type: 'plain_text_input' as const, action_id: 'note', multiline: true },
    },
  ],
}

import { expect, test } from 'vitest'
import { violations } from './axe.ts'
import { inBrowser, type Look, picture } from './browser.ts'
import { option, plain, startSamplePage } from './sample-page.ts'

const looks: [string, Look][] = [
  ['by day', {}],
  ['in the dark', { dark: true }],
  ['on a phone', { phone: true }],
]

inBrowser('Accessibility of the page', open => {
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

import { expect, test } from 'vitest'
import { seeded } from '../../seed.ts'
import { inBrowser, picture } from './browser.ts'
import { option, plain, type SamplePage, startSamplePage } from './sample-page.ts'

/** Makes the app publish a Home tab for 林悦 whenever she opens it, and count her actions there. */
function publishHome({ app }: SamplePage) {
  let asked = 0
  app.event('app_home_opened', async ({ event, client }) => {
    if (event.user !== seeded.lin || event.tab !== 'home') return
    await client.views.publish({ user_id: event.user, view: homeOf(`打开了 ${++asked} 次`) })
  })
  app.action('again', async ({ ack, body, client }) => {
    await ack()
    await client.views.publish({ user_id: body.user.id, view: homeOf('按过了') })
  })
  app.action('shop', async ({ ack, action, body, client }) => {
    await ack()
    if (action.type === 'multi_static_select')
      await client.views.publish({
        user_id: body.user.id,
        view: homeOf(`选了 ${action.selected_options.map(one => one.value).join('、')}`),
      })
  })
}

const homeOf = (said: string) => ({
  type: 'home' as const,
  blocks: [
    { type: 'header' as const, text: plain(said) },
    {
      type: 'actions' as const,
      elements: [
        { type: 'button' as const, action_id: 'again', text: plain('再来一次') },
        {
          type: 'multi_static_select' as const,
          action_id: 'shop',
          placeholder: plain('店铺'),
          options: [option('甲店'), option('乙店')],
        },
      ],
    },
  ],
})

inBrowser('The app’s own page', open => {
  test('Opening Home sends app_home_opened, and its buttons and menus work', async () => {
    const sample = await startSamplePage()
    publishHome(sample)
    const page = await open({ person: '林悦' }, sample)
    await page.getByRole('button', { name: 'Sample' }).click()
    const home = page.locator('#messages')
    await home.getByText('打开了 1 次').waitFor()
    expect(sample.heard.filter(one => one.kind === 'app_home_opened')).toMatchObject([
      { body: { tab: 'home', user: seeded.lin } },
    ])
    await page.getByRole('tab', { name: '消息' }).click()
    await page.getByText('这里还没有消息').waitFor()
    await page.getByRole('tab', { name: '主页' }).click()
    await home.getByText('打开了 2 次').waitFor()
    await home.getByRole('button', { name: '再来一次' }).click()
    await home.getByText('按过了').waitFor()
    await home.getByRole('combobox', { name: '店铺' }).selectOption('乙店')
    await home.getByText('选了 乙店').waitFor()
    await picture(page, 'sample-home')
  })

  test('A person without a published Home tab sees a note', async () => {
    const sample = await startSamplePage()
    publishHome(sample)
    const page = await open({ person: 'Emma' }, sample)
    await page.getByRole('button', { name: 'Sample' }).click()
    await page.getByText('has not published a home page for you yet').waitFor()
    await page.getByRole('button', { name: '林悦' }).click()
    await page.getByText('打开了 1 次').waitFor()
  })

  test('A direct message of the app is marked as unread next to its name until the person opens it', async () => {
    const sample = await startSamplePage()
    const page = await open({ person: '陈默' }, sample)
    const row = page.locator('#sidebar').getByRole('button', { name: 'Sample' })
    for (const text of ['第一条', '第二条'])
      await sample.app.client.chat.postMessage({ channel: seeded.chen, text })
    await row.getByLabel('2 条未读').waitFor()
    await page.getByRole('button', { name: 'Emma' }).click()
    await row.getByLabel('2').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: '陈默' }).click()
    await row.getByLabel('2 条未读').waitFor()
    await page.reload()
    await row.getByLabel('2 条未读').waitFor()
    await row.click()
    await page.locator('#messages article', { hasText: '第二条' }).waitFor()
    expect(await page.getByRole('tab', { name: '消息' }).getAttribute('aria-selected')).toBe('true')
    await row.getByLabel('2 条未读').waitFor({ state: 'detached' })
  })
})

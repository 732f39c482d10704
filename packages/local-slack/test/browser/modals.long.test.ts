import { expect, test } from 'vitest'
import { seeded } from '../../seed.ts'
import { inBrowser, picture } from './browser.ts'
import { option, plain, type SamplePage, startSamplePage } from './sample-page.ts'

type Heard = { values?: unknown }

/** The shortcut opens a form: `more` adds a field, `deeper` pushes a second form. */
function offerForm({ app }: SamplePage): Heard {
  const heard: Heard = {}
  app.shortcut('anywhere', async ({ body, client }) => {
    await client.views.open({ trigger_id: body.trigger_id, view: formOf([]) })
  })
  app.action('more', async ({ ack, body, client }) => {
    await ack()
    if (body.type !== 'block_actions' || !body.view) return
    heard.values = body.view.state.values
    await client.views.update({ view_id: body.view.id, view: formOf([textInput('extra', '又一项')]) })
  })
  app.action('deeper', async ({ ack, body, client }) => {
    await ack()
    if (body.type === 'block_actions')
      await client.views.push({
        trigger_id: body.trigger_id,
        view: { ...formOf([]), title: plain('第二层') },
      })
  })
  app.view('form', async ({ ack, view }) => {
    heard.values = view.state.values
    const name = view.state.values.name?.value?.value
    if (name === '错') return ack({ response_action: 'errors', errors: { name: '这个名字不行' } })
    return ack()
  })
  return heard
}

const textInput = (block_id: string, label: string) => ({
  type: 'input' as const,
  block_id,
  optional: true,
  label: plain(label),
  element: { type: 'plain_text_input' as const, action_id: 'value' },
})

const picks = {
  shops: {
    type: 'multi_static_select' as const,
    options: ['甲店', '乙店', '丙店'].map(option),
    max_selected_items: 2,
  },
  people: { type: 'multi_users_select' as const },
  rooms: { type: 'multi_conversations_select' as const },
  public: { type: 'multi_channels_select' as const },
  when: { type: 'datetimepicker' as const },
}

const formOf = (extra: ReturnType<typeof textInput>[]) => ({
  type: 'modal' as const,
  callback_id: 'form',
  title: plain('登记'),
  submit: plain('保存'),
  blocks: [
    textInput('name', '名字'),
    ...Object.entries(picks).map(([block_id, element]) => ({
      type: 'input' as const,
      block_id,
      optional: true,
      label: plain(block_id),
      element: { ...element, action_id: 'value' },
    })),
    ...extra,
    {
      type: 'actions' as const,
      elements: ['more', 'deeper'].map(action_id => ({
        type: 'button' as const,
        action_id,
        text: plain(action_id),
      })),
    },
  ],
})

inBrowser('Forms on the page', open => {
  test('Multi-selects, people, channels and a time in the person’s zone are chosen and removed', async () => {
    const sample = await startSamplePage()
    const heard = offerForm(sample)
    const page = await open({ person: 'Emma' }, sample)
    await page.getByRole('button', { name: 'Shortcuts' }).click()
    await page.getByRole('menuitem', { name: 'Anywhere' }).click()
    const form = page.getByRole('dialog', { name: '登记' })
    const choose = (label: string, what: string) =>
      form.getByRole('combobox', { name: label }).selectOption(what)
    await choose('shops', '甲店')
    await choose('shops', '丙店')
    expect(await form.getByRole('combobox', { name: 'shops' }).locator('option').allTextContents()).toEqual([
      '2 at most',
    ])
    await form.getByRole('button', { name: 'Take off 甲店' }).click()
    await choose('shops', '乙店')
    await choose('people', '林悦')
    await choose('people', 'Emma Reid')
    await choose('rooms', '#shop-a')
    const rooms = await form.getByRole('combobox', { name: 'rooms' }).locator('option').allTextContents()
    expect(rooms).not.toContain('#secret')
    await choose('public', '#lounge')
    await form.getByLabel('when').fill('2026-07-01T09:30')
    await picture(page, 'multi')
    await form.getByRole('button', { name: '保存' }).click()
    await form.waitFor({ state: 'hidden' })
    expect(heard.values).toMatchObject({
      shops: { value: { selected_options: [{ value: '丙店' }, { value: '乙店' }] } },
      people: { value: { selected_users: [seeded.lin, seeded.emma] } },
      rooms: { value: { selected_conversations: [seeded.shopA] } },
      public: { value: { selected_channels: [seeded.noApp] } },
      when: { value: { selected_date_time: Date.UTC(2026, 6, 1, 8, 30) / 1000 } },
    })
  })

  test('Input survives an update and a pushed form, and an error is shown under its field', async () => {
    const sample = await startSamplePage()
    const heard = offerForm(sample)
    const page = await open({ person: '林悦' }, sample)
    await page.getByRole('button', { name: '快捷操作' }).click()
    await page.getByRole('menuitem', { name: 'Anywhere' }).click()
    const form = page.getByRole('dialog', { name: '登记' })
    await form.getByLabel('名字').fill('错')
    await form.getByRole('combobox', { name: 'shops' }).selectOption('乙店')
    await form.getByRole('button', { name: 'more' }).click()
    await form.getByLabel('又一项').fill('加的')
    expect(heard.values).toMatchObject({ name: { value: { value: '错' } } })
    expect(await form.getByLabel('名字').inputValue()).toBe('错')
    await form.getByRole('button', { name: '去掉 乙店' }).waitFor()

    await form.getByRole('button', { name: 'deeper' }).click()
    const second = page.getByRole('dialog', { name: '第二层' })
    await second.getByLabel('名字').fill('里面')
    await page.keyboard.press('Escape')
    await form.waitFor()
    expect(await form.getByLabel('名字').inputValue()).toBe('错')
    expect(await form.getByLabel('又一项').inputValue()).toBe('加的')

    await form.getByRole('button', { name: '保存' }).click()
    await form.getByText('这个名字不行').waitFor()
    expect(await form.getByLabel('名字').getAttribute('aria-invalid')).toBe('true')
    expect(await page.evaluate('document.activeElement.getAttribute("aria-describedby")')).toContain('name')
    await page.keyboard.press('Control+A')
    await page.keyboard.type('对')
    await page.keyboard.press('Enter')
    await form.waitFor({ state: 'hidden' })
    expect(heard.values).toMatchObject({
      name: { value: { value: '对' } },
      extra: { value: { value: '加的' } },
    })
  })
})

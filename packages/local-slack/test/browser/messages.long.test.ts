import { expect, test } from 'vitest'
import { seeded } from '../../seed.ts'
import { inBrowser, picture } from './browser.ts'
import { startSamplePage } from './sample-page.ts'

inBrowser('Messages as Slack shows them', open => {
  test('Marks count only between blanks, so Chinese emphasis without them keeps its asterisks', async () => {
    const sample = await startSamplePage()
    const page = await open({ person: '林悦' }, sample)
    const says = async (text: string) => {
      const { ts } = await sample.app.client.chat.postMessage({ channel: seeded.shopA, text })
      const said = page.locator(`[data-key="${ts}"] .block`)
      await said.waitFor()
      return said
    }
    for (const [text, inner] of [
      ['价格*重要*，请看', '价格*重要*，请看'],
      ['价格 *重要* ，请看', '价格 <b>重要</b> ，请看'],
      ['（*重要*）', '（*重要*）'],
      ['*很 重要*', '<b>很 重要</b>'],
      ['*2 > 1* &amp; _斜_ ~删~', '<b>2 &gt; 1</b> &amp; <i>斜</i> <s>删</s>'],
      ['看 `a*b*c` :tada:', '看 <code>a*b*c</code> :tada:'],
      ['```\nlet a\n```\n完', '<pre>let a</pre>完'],
      ['&gt; 第一行\n&gt; 第二行\n答', '<blockquote>第一行\n第二行</blockquote>答'],
      [
        `<@${seeded.chen}> 在 <#${seeded.shopB}>`,
        '<span class="mention">@陈默</span> 在 <span class="mention">#shop-b</span>',
      ],
      ['<javascript:alert(1)|点我>', '<span>点我</span>'],
    ] as const)
      expect(await (await says(text)).innerHTML(), text).toBe(inner)
    const link = (await says('<https://example.com/a?b=1&amp;c=2|规则>')).locator('a')
    expect(await link.getAttribute('href')).toBe('https://example.com/a?b=1&c=2')
    expect(await link.textContent()).toBe('规则')
  })

  test('A button next to a text is as high as its label, and a list at its end stays there', async () => {
    const sample = await startSamplePage()
    const page = await open({ person: '林悦' }, sample)
    const post = (lines: number) =>
      sample.app.client.chat.postMessage({
        channel: seeded.shopA,
        text: 'x',
        blocks: [
          {
            type: 'section',
            text: { type: 'mrkdwn', text: Array(lines).fill('很长的一行'.repeat(12)).join('\n') },
            accessory: { type: 'button', action_id: 'ok', text: { type: 'plain_text', text: '知道了' } },
          },
        ],
      })
    const fromEnd = () =>
      page.locator('#messages').evaluate(list => list.scrollHeight - list.scrollTop - list.clientHeight)
    await post(40)
    const beside = page.locator('.block.section > button').first()
    await beside.waitFor()
    expect((await beside.boundingBox())?.height).toBeLessThan(45)
    await expect.poll(fromEnd).toBeLessThan(5)
    await page.setViewportSize({ width: 1280, height: 500 })
    await post(3)
    await page.locator('#messages article').nth(1).waitFor()
    await expect.poll(fromEnd).toBeLessThan(5)
  })

  test('A reply can be sent to the channel too, where it links to its thread; an edited message is marked', async () => {
    const sample = await startSamplePage()
    const page = await open({ person: '林悦' }, sample)
    await page.getByRole('textbox', { name: '#shop-a' }).fill('谁去回访？')
    await page.keyboard.press('Enter')
    const root = page.locator('#messages article').first()
    await root.hover()
    await root.getByRole('button', { name: '在消息列中回复' }).click()
    const reply = page.getByRole('textbox', { name: '回复' })
    await reply.fill('我去')
    await page.getByLabel('同时发到 #shop-a').check()
    await reply.press('Enter')
    const postedUpdated = page.locator('#messages article').nth(1)
    await postedUpdated.getByText('我去').waitFor()
    expect(await page.getByLabel('同时发到 #shop-a').isChecked()).toBe(false)
    await reply.fill('下午三点')
    await reply.press('Enter')
    await page.locator('#thread-messages').getByText('下午三点').waitFor()
    expect(await page.locator('#messages article').count()).toBe(2)
    await page.getByRole('button', { name: '关闭' }).click()
    await postedUpdated.getByRole('button', { name: '回复了一条消息，并发到频道' }).click()
    await page.locator('#thread-messages').getByText('谁去回访？').waitFor()
    await picture(page, 'broadcast')

    const { ts = '' } = await sample.app.client.chat.postMessage({ channel: seeded.shopA, text: '三条' })
    await sample.app.client.chat.update({ channel: seeded.shopA, ts, text: '四条' })
    await page.locator(`[data-key="${ts}"]`).getByText('（已编辑）').waitFor()
  })

  test('A file is there for everyone in the channel and for no one else', async () => {
    const sample = await startSamplePage()
    const page = await open({ person: '林悦' }, sample)
    await page.locator('#sidebar').getByRole('button', { name: 'shop-private' }).click()
    await page.getByRole('textbox', { name: '#shop-private' }).waitFor()
    const file = { name: '通话记录.txt', mimeType: 'text/plain', buffer: Buffer.from('13:05 两分钟') }
    await page.locator('#composer input[type=file]').setInputFiles(file)
    const link = page.locator('#messages').getByRole('link', { name: '通话记录.txt' })
    await link.waitFor()
    const address = new URL((await link.getAttribute('href')) ?? '', sample.origin)
    const got = await fetch(address)
    expect(await got.text()).toBe('13:05 两分钟')
    expect(got.headers.get('content-disposition')).toContain('attachment')
    address.searchParams.set('user', seeded.emma)
    expect((await fetch(address)).status).toBe(404)
    await picture(page, 'file')
  })

  test('The shortcuts of the app run from the composer and from a message', async () => {
    const sample = await startSamplePage()
    const page = await open({ person: '林悦' }, sample)
    await page.getByRole('button', { name: '快捷操作' }).click()
    await page.getByRole('menuitem', { name: 'Anywhere' }).click()
    await expect.poll(() => sample.heard.map(one => one.kind)).toContain('anywhere')
    await page.getByRole('textbox', { name: '#shop-a' }).fill('记下这条')
    await page.keyboard.press('Enter')
    const message = page.locator('#messages article').first()
    await message.hover()
    await message.getByRole('button', { name: '更多操作' }).click()
    await page.getByRole('menuitem', { name: 'On this' }).click()
    await expect
      .poll(() => sample.heard.at(-1))
      .toMatchObject({
        kind: 'on_this',
        body: { type: 'message_action', message: { text: '记下这条' }, user: { id: seeded.lin } },
      })
  })

  test('Legacy attachments and reactions are shown', async () => {
    const sample = await startSamplePage()
    const page = await open({ person: '林悦' }, sample)
    const attachments = [{ color: '#b3261e', title: '旧式附件', text: '还有 *一段* 话', footer: '页脚' }]
    const { ts = '' } = await sample.app.client.chat.postMessage({
      channel: seeded.shopA,
      text: '',
      attachments,
    })
    const message = page.locator(`[data-key="${ts}"]`)
    await message.getByText('旧式附件').waitFor()
    expect(await message.locator('b', { hasText: '一段' }).count()).toBe(1)
    const kept = sample.slack.workspace.messages.get(seeded.shopA)?.at(-1)
    if (kept) kept.reactions = new Map([['eyes', new Set([seeded.lin, seeded.chen])]])
    await sample.app.client.chat.postMessage({ channel: seeded.shopA, text: '下一条' })
    await message.getByText(':eyes: 2').waitFor()
  })
})

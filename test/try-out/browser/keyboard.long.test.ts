import { picture } from 'local-slack/test/browser/browser.ts'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { onTryOut } from './on-try-out.ts'

/** The accessible name of the focused control. */
const focused = (page: Page) =>
  page.evaluate<string>(
    '(node => node.getAttribute("aria-label") ?? node.textContent)(document.activeElement)',
  )

const press = async (page: Page, ...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key)
}

async function recordComplaint(page: Page) {
  await page
    .getByRole('textbox', { name: '#shop-a' })
    .fill('/complaint new order=88 received="2026-11-20 10:30"')
  await press(page, 'Enter')
  const card = page.locator('#messages article:not(.private)').first()
  await card.getByRole('button', { name: /条回复/ }).waitFor()
  return card
}

onTryOut('The keyboard alone', open => {
  test('The page opens with the focus in the composer; arrows move through the channels and Enter opens one', async () => {
    const page = await open()
    await expect.poll(() => focused(page)).toContain('#shop-a')
    await page.locator('#sidebar').getByRole('button', { name: 'shop-a' }).focus()
    await press(page, 'ArrowDown', 'ArrowDown')
    expect(await focused(page)).toContain('shop-private')
    await press(page, 'End', 'ArrowDown', 'ArrowUp')
    expect(await focused(page)).toContain('Shensu')
    await press(page, 'Home', 'ArrowDown', 'Enter')
    await expect.poll(() => focused(page)).toContain('#shop-b')
  })

  test('A menu opens on its first entry, arrows move in it, Escape gives the focus back, from a form too', async () => {
    const page = await open({ person: '林悦' })
    const card = await recordComplaint(page)
    await card.getByRole('button', { name: '更多操作' }).focus()
    await press(page, 'Enter')
    await expect.poll(() => focused(page)).toBe('更正信息或时间')
    await press(page, 'ArrowUp')
    expect(await focused(page)).toBe('作废（误记）')
    await press(page, 'Escape')
    await expect.poll(() => focused(page)).toBe('更多操作')
    await press(page, 'Enter', 'ArrowDown')
    await expect.poll(() => focused(page)).toBe('换负责人')
    await press(page, 'Enter')
    const form = page.getByRole('dialog', { name: '换负责人' })
    await form.waitFor()
    await press(page, 'Escape')
    await form.waitFor({ state: 'hidden' })
    expect(await focused(page)).toBe('更多操作')
  })

  test('A thread opens with the focus in its composer; Escape returns it to where the thread was opened', async () => {
    const page = await open({ person: '林悦' })
    const card = await recordComplaint(page)
    await card.getByRole('button', { name: /条回复/ }).focus()
    await press(page, 'Enter')
    await expect.poll(() => focused(page)).toBe('回复…')
    await page.keyboard.type('已联系买家')
    await press(page, 'Enter')
    await page.locator('#thread-messages').getByText('已联系买家').waitFor()
    await press(page, 'Escape')
    await page.locator('#thread').waitFor({ state: 'hidden' })
    expect(await focused(page)).toContain('条回复')
  })

  test('A confirmation takes Enter for yes and Escape for no, and the focus stays on the card', async () => {
    const page = await open({ person: '林悦' })
    const card = await recordComplaint(page)
    await card.getByRole('button', { name: '答复已提交' }).focus()
    await press(page, 'Enter', 'Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    expect(await focused(page)).toBe('答复已提交')
    await press(page, 'Enter', 'Enter')
    await card.getByText('待处理意见').or(card.getByText('等待处理意见')).first().waitFor()
    await expect.poll(() => page.evaluate('document.activeElement.closest("article") !== null')).toBe(true)
  })

  test('The focus stays on the clock’s buttons while it travels, and is visible everywhere', async () => {
    const page = await open({ person: '林悦' })
    await recordComplaint(page)
    const hour = page.getByRole('button', { name: '+1 小时' })
    await hour.focus()
    await press(page, 'Enter')
    await page.locator('#now', { hasText: '13:00' }).waitFor()
    await expect.poll(() => focused(page)).toBe('+1 小时')
    const rings = []
    for (let tabs = 0; tabs < 40; tabs++) {
      await press(page, 'Tab')
      rings.push(
        await page.evaluate(
          '(node => node === document.body || getComputedStyle(node).outlineStyle === "solid")(document.activeElement)',
        ),
      )
    }
    expect(rings).not.toContain(false)
    await picture(page, 'focus')
  })
})

import { expect, test } from 'vitest'
import { inBrowser } from './browser.ts'
import { keyboard, pointer } from './hands.ts'
import { newcomersPath } from './newcomer.ts'

inBrowser('The newcomer on the page', ({ open }) => {
  test('林悦 goes the whole way in Chinese', async () => {
    await newcomersPath(await open({ person: '林悦' }), { hands: pointer, lang: 'zh', name: 'zh' })
  })

  test('Emma goes the whole way in English, in the dark', async () => {
    const page = await open({ person: 'Emma', dark: true })
    await newcomersPath(page, { hands: pointer, lang: 'en', name: 'en-dark' })
    const ground = await page.evaluate('getComputedStyle(document.body).backgroundColor')
    expect(ground).toBe('rgb(27, 29, 33)')
  })

  test('林悦 goes the whole way with the keyboard alone', async () => {
    const page = await open()
    await newcomersPath(page, { hands: keyboard(page), lang: 'zh', name: 'keys' })
  })

  test('林悦 goes the whole way on a phone, and nothing is wider than it', async () => {
    const page = await open({ phone: true })
    await newcomersPath(page, { hands: pointer, lang: 'zh', name: 'phone' })
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390)
  })
})

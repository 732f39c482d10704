import { expect, test } from 'vitest'
import { keyboard, pointer } from './input.ts'
import { newcomersPath } from './newcomer.ts'
import { onTryOut } from './on-try-out.ts'

onTryOut('A newcomer on the page', open => {
  test('林悦 completes the path in Chinese', async () => {
    await newcomersPath(await open({ person: '林悦' }), { input: pointer, lang: 'zh', name: 'zh' })
  })

  test('Emma completes the path in English, in the dark', async () => {
    const page = await open({ person: 'Emma', dark: true })
    await newcomersPath(page, { input: pointer, lang: 'en', name: 'en-dark' })
    const ground = await page.evaluate('getComputedStyle(document.body).backgroundColor')
    expect(ground).toBe('rgb(27, 29, 33)')
  })

  test('林悦 completes the path with the keyboard alone', async () => {
    const page = await open()
    await newcomersPath(page, { input: keyboard(page), lang: 'zh', name: 'keys' })
  })

  test('林悦 completes the path on a phone, and the page is no wider', async () => {
    const page = await open({ phone: true })
    await newcomersPath(page, { input: pointer, lang: 'zh', name: 'phone' })
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390)
  })
})

import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { openBrowser, openerFor } from '../../try-out/open-browser.ts'
import { scratchPath } from '../store/scratch.ts'

const address = 'http://localhost:3000'
const ctx = { env: { DISPLAY: ':0' }, platform: 'linux', terminal: true } as const

test.each([
  ['on a Linux desktop', ctx, ['xdg-open']],
  ['under Wayland', { ...ctx, env: { WAYLAND_DISPLAY: 'wayland-0' } }, ['xdg-open']],
  ['on a Mac', { ...ctx, env: {}, platform: 'darwin' as const }, ['open']],
  ['on Windows', { ...ctx, env: {}, platform: 'win32' as const }, ['explorer.exe']],
  ['with CI=false', { ...ctx, env: { DISPLAY: ':0', CI: 'false' } }, ['xdg-open']],
  ['in the browser that BROWSER names', { ...ctx, env: { BROWSER: 'firefox' } }, ['firefox']],
])('The page is opened %s', (_, where, opener) => {
  expect(openerFor(where)).toEqual(opener)
})

test.each([
  ['no terminal', { ...ctx, terminal: false }],
  ['no terminal, whatever BROWSER says', { ...ctx, terminal: false, env: { BROWSER: 'firefox' } }],
  ['CI', { ...ctx, env: { DISPLAY: ':0', CI: 'true' } }],
  ['BROWSER=none', { ...ctx, env: { DISPLAY: ':0', BROWSER: 'none' } }],
  ['a Linux without a display', { ...ctx, env: {} }],
])('Nothing is opened with %s', (_, where) => {
  expect(openerFor(where)).toBeUndefined()
})

test('The browser gets the address', async () => {
  const browser = scratchPath('browser')
  writeFileSync(browser, '#!/bin/sh\necho "$1" > "$0.opened"\n')
  chmodSync(browser, 0o755)
  openBrowser(address, { env: { PATH: process.env.PATH, BROWSER: browser }, terminal: true })
  await expect
    .poll(() => existsSync(`${browser}.opened`) && readFileSync(`${browser}.opened`, 'utf8'))
    .toBe(`${address}\n`)
})

test('A missing browser is ignored', async () => {
  openBrowser(address, { env: { BROWSER: scratchPath('no-browser') }, terminal: true })
  // Without a listener the child's `error` event would end this process.
  await new Promise(resolve => setTimeout(resolve, 50))
})

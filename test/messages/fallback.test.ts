import { expect, it } from 'vitest'
import { fallbackText } from '../../src/messages/reminders/fallback.ts'
import { at, langs, recorded } from './samples.ts'

const due = at('2026-11-23 10:30')
const fallback = { clock: 'evidence' as const, due, postAt: due, channel: 'C1', owner: 'U0XIAOYU', tries: 0 }

it.each(langs)('The fallback names the complaint, deadline, owner and reason (%s)', lang => {
  const text = fallbackText(recorded({ buyer: '<!channel> & co', shop: undefined }), fallback, lang)
  expect(text).toContain('H-7K3Q')
  expect(text).toContain('2026-11-23 10:30')
  expect(text).toContain('<@U0XIAOYU>')
  expect(text).toContain('&lt;!channel&gt; &amp; co')
  expect(text.length).toBeLessThan(4000)
  if (lang === 'en') expect(text).not.toMatch(/\p{Script=Han}/u)
  else expect(text).toMatch(/申诉管家/)
})

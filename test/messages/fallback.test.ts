import { expect, it } from 'vitest'
import { fallbackText } from '../../src/messages/reminders/fallback.ts'
import { at, recorded } from '../complaints/given.ts'

const due = at('2026-11-23 10:30')
const net = { clock: 'evidence' as const, due, postAt: due, channel: 'C1', owner: 'U0XIAOYU', tries: 0 }

it.each(['zh', 'en'] as const)(
  'What Slack posts by itself says whose it is, and what, and why (%s)',
  lang => {
    const text = fallbackText(recorded({ buyer: '<!channel> & co' }), net, lang)
    expect(text).toContain('H-7K3Q')
    expect(text).toContain('2026-11-23 10:30')
    expect(text).toContain('<@U0XIAOYU>')
    expect(text).toContain('&lt;!channel&gt; &amp; co')
    expect(text.length).toBeLessThan(4000)
    if (lang === 'en') expect(text).not.toMatch(/\p{Script=Han}/u)
    else expect(text).toMatch(/申诉管家/)
  },
)

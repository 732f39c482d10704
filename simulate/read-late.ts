import type { Late } from './chronicle.ts'

// Reads a late message as a person does: which reminders should have come, and when.

/** Clocks by the words that messages use. */
const clocks: Record<string, string> = {
  举证答复: 'evidence',
  'answer with proof': 'evidence',
  联系买家: 'contact',
  'talk with the buyer': 'contact',
  平台处理意见: 'decision',
  decision: 'decision',
  处罚后的申诉: 'appeal',
  'appeal after the penalty': 'appeal',
  申诉审核: 'review',
  'review of the appeal': 'review',
  店铺屏蔽: 'block',
  'shop block': 'block',
}
const names: [RegExp, string][] = [
  [/^(提前 7 天|7 days before)/, '7d'],
  [/^(提前 3 天|3 days before)/, '3d'],
  [/^(提前 48 小时|48 hours before)/, '48h'],
  [/^(提前 24 小时|24 hours before)/, '24h'],
  [/^(最稳妥的一天|on the safe day)/, 'safe-day'],
  [/^(提前 6 小时|6 hours before)/, '6h'],
  [/^(提前 1 小时，静默前先发|1 hour before, sent before quiet hours)/, '1h-early'],
  [/^(提前 1 小时|1 hour before)/, '1h'],
  [/^(截止已过|deadline passed)/, 'due'],
  [/^(已过期|window closed)/, 'over'],
  [/^(应已结束|should have ended)/, 'ended'],
  [/^(沟通建议|advice)/, 'buyer'],
]
const time = String.raw`(\d{4}-\d\d-\d\d \d\d:\d\d)`
const one = new RegExp(`${time} “([^”]+)”(?:提醒（|reminder \\(| reminder \\()([^）)]+)[）)]`, 'g')
const many = new RegExp(
  `${time} – ${time} (?:“([^”]+)”询问|question about the (.+?)), ?(?:共 )?(\\d+)|${time} – ${time} “([^”]+)”询问，共 (\\d+) 次`,
  'g',
)

const at = (text: string) => Date.parse(`${text.replace(' ', 'T')}:00+08:00`)

function textsIn(value: unknown): string {
  if (Array.isArray(value)) return value.map(textsIn).join('')
  if (typeof value !== 'object' || value === null) return ''
  return Object.entries(value)
    .map(([key, inner]) => (typeof inner === 'string' ? (key === 'text' ? inner : '') : textsIn(inner)))
    .join('')
}

/** The reminders that a part of a message names as late. */
function namedIn(text: string): Late['named'] {
  const single = [...text.matchAll(one)].map(([, when = '', clock = '', which = '']) => {
    const day = /^\d{4}-\d\d-\d\d/.exec(which)?.[0]
    const [pattern, name = which] = day ? [day, day] : (names.find(([words]) => words.test(which)) ?? [])
    const rest = pattern ? which.replace(pattern, '') : ''
    const more = /后备|backup/.test(rest)
      ? '+backup'
      : /频道|channel/.test(rest)
        ? '+channel'
        : rest
          ? '@'
          : ''
    return { clock: clocks[clock] ?? clock, name: `${name}${more}`, from: at(when), to: at(when), times: 1 }
  })
  const repeated = [...text.matchAll(many)].map(found => {
    const [, a, b, zh, en, n, c, d, zh2, m] = found
    return {
      clock: clocks[zh ?? en ?? zh2 ?? ''] ?? '',
      name: 'asked',
      from: at(a ?? c ?? ''),
      to: at(b ?? d ?? ''),
      times: Number(n ?? m),
    }
  })
  return [...single, ...repeated]
}

/** The late reminders that a message names, by complaint; undefined if it names none. */
export function lateIn(key: string | undefined, text: string, blocks: unknown[]): Late[] | undefined {
  const [id = ''] = key?.split(':') ?? []
  if (id === 'digest')
    return blocks.flatMap(block => {
      const found = /^case:(.+)$/.exec(
        typeof block === 'object' && block && 'block_id' in block ? `${block.block_id}` : '',
      )
      return found?.[1] ? [{ id: found[1], named: namedIn(textsIn(block)) }] : []
    })
  if (!/补发：|late: /.test(text)) return undefined
  return [{ id, named: namedIn(blocks.map(textsIn).join('\n')) }]
}

import fc from 'fast-check'

/**
 * Texts that try to ping, link, format, reverse the line, end a quotation, pollute a prototype, or be half a
 * character.
 */
const nasty = [
  'x<@U0EVIL>x',
  '<@U0EVIL|x> x',
  '<!channel> <!here|here> <!everyone>',
  '<!subteam^S0EVIL> <!date^0^{date}^https://evil.example|x>',
  'x<#C0EVIL|general>x',
  '<https://evil.example|平台通知>',
  'https://evil.example/?a=1&b=2',
  '@channel @here @everyone #general',
  '&lt;!channel&gt; &amp;lt;!here&amp;gt; &amp;&amp;amp;',
  '*粗* _斜_ ~删~ `码` ```块``` :rotating_light: > 引 • 点',
  '\u202e倒\u202c \u2066\u2067\u2068 \u2069\u2069 \u200f\u200e שלום عليكم',
  '\u200b\u200c\u200d\ufeff\u2060\u00ad',
  '\u0000\u0001\u001b[31m\u007f\u0085\u2028\u2029',
  '\ud83d',
  '\udc00x',
  'x\ud83d\ud83d\udc00\udc00x',
  '👨‍👩‍👧‍👦🏳️‍🌈👍🏿🇨🇳',
  'e\u0301\u0302\u0303\u0304\u0305',
  'ｆｕｌｌ　ｗｉｄｔｈ＝“全角”：１２３',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '"',
  '"""',
  '“”“',
  '‘it’s’',
  '「『」』',
  '\\',
  '\\"\\\\"',
  '=',
  '==a=b=',
  '＝＝',
  'order=order=order=',
  '$&$1$`',
  '%s %d %j %00',
  '{{id}} #{id}',
  "'; DROP TABLE entries; --",
  '../../etc/passwd',
  '<script>alert(1)</script>',
  'H-7K3Q',
  'H-0000 H-0000',
  '#h-oil1',
  '-1',
  '1e309',
  'NaN',
  '0x10',
  '９９９９９９９',
  '2026-02-31 10:00',
  '2026-11-20 24:00',
  '2026-11-20 24:01',
  '9999-12-31T23:59:59.999Z',
  '2026-11-20T10:30+99:99',
  '',
  ' ',
  '\n\r\n\t',
]

/** One unit repeated many times, sometimes beyond any length that Slack sends. */
const repeated = fc
  .tuple(
    fc.constantFrom(
      'x',
      '哈',
      '<',
      '&',
      '"',
      '\\',
      ' ',
      '　',
      '\n',
      'e\u0301',
      '\u0301',
      '👨‍👩‍👧‍👦',
      '=',
      '‘',
      '\u202e',
      '\u2067',
      'a=',
      '<@',
    ),
    fc.oneof(
      { weight: 20, arbitrary: fc.integer({ min: 60, max: 700 }) },
      { weight: 1, arbitrary: fc.constant(4_000) },
    ),
  )
  .map(([what, times]) => what.repeat(times))

/** Any characters, lone surrogates included. */
const anything = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0x7f }), fc.integer({ min: 0, max: 0x10ffff })), {
    maxLength: 20,
  })
  .map(codes => String.fromCodePoint(...codes))

const single = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...nasty) },
  { weight: 3, arbitrary: anything },
  { weight: 1, arbitrary: repeated },
)

/** Hostile text. */
export const hostile: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: single },
  { weight: 1, arbitrary: fc.array(single, { minLength: 2, maxLength: 4 }).map(words => words.join('')) },
)

/** A text, with or without Slack's escaping. */
export const escaped = (text: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(text, fc.boolean())
    .map(([typed, escapes]) =>
      escapes ? typed.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;') : typed,
    )

/** The mark of an existing complaint's id, or rarely a hostile text. */
export const idMark: fc.Arbitrary<string> = fc.oneof(
  { weight: 20, arbitrary: fc.nat(999).map(n => `{{${n}}}`) },
  { weight: 1, arbitrary: hostile },
)

/** A value of `arbitrary` once in `n` times, else null. */
export const seldom = <T>(n: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.oneof({ weight: n - 1, arbitrary: fc.constant(null) }, { weight: 1, arbitrary })

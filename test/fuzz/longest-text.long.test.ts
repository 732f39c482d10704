import { expect, test } from 'vitest'
import { commandBody } from './bodies.ts'
import { openFuzzApp } from './fuzz-app.ts'

/** The greatest length of a text that a request can carry. */
const max = 250_000

// A pattern that backtracks would take minutes at this length.
const units =
  'x|xy |哈| |　|\n| \n|"|‘|“|\\|\\"|=|a=|a =|<@|&lt;|@a|-|0|2026-11-20 |e\u0301|\u0301|👨‍👩‍👧‍👦|\u2067|ﷺ|ing|ed|s|十|三天'.split(
    '|',
  )

const texts = (long: string) => [
  long,
  `note H-0000 ${long}x`,
  `note H-0000 "x${long}x"`,
  `new order="x${long}x" received=${long}x`,
  `list "x${long}x`,
  `decided H-0000 upheld at="x${long}x" points=${long}x`,
  `decided H-0000 upheld points="x${long}x"`,
]

test.each(units)('A text of the greatest length, made of %j, is answered', async unit => {
  const { deliver, strict } = await openFuzzApp()
  const long = unit.repeat(max / unit.length)
  const typed = [
    ...texts(long).map(text => ({ command: '/complaint', text })),
    { command: '/harassment', text: `x${long}x` },
  ]
  for (const [n, each] of typed.entries()) {
    const { shown, logged } = await deliver(commandBody({ typed: each, channel: 'C0SHOP0' }, n, []))
    expect({ shown, logged }).toEqual({ shown: 1, logged: [] })
  }
  expect(strict.faults).toEqual([])
})

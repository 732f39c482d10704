import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseCommand, readMention } from '../../src/handlers/parsing/command-text.ts'
import { parseTime } from '../../src/time/beijing.ts'

const pairsOf = (text: string) => Object.fromEntries(parseCommand(text).pairs)
const wordsOf = (text: string) => parseCommand(text).words.map(word => word.text)
const pair = (text: string) => [...parseCommand(`new ${text}`).pairs]

describe('the words of a command', () => {
  it('begin with the verb, in any case and width', () => {
    for (const text of ['list open', '  LIST   open ', 'ｌｉｓｔ　open', 'List\u00a0open', 'list\topen\n']) {
      expect(parseCommand(text)).toEqual({
        verb: 'list',
        words: [{ text: 'open', quoted: false }],
        pairs: new Map(),
        duplicates: [],
      })
    }
    expect(parseCommand('新增 订单=1').verb).toBe('新增')
  })

  it('have no verb when the text is empty or begins with a pair or a quotation', () => {
    for (const text of ['', '   ', 'order=1', '"list"', '“list”']) expect(parseCommand(text).verb).toBe('')
    expect(parseCommand('"list"').words).toEqual([{ text: 'list', quoted: true }])
  })

  it('stay as typed and in order among the pairs', () => {
    expect(wordsOf('evidence Ｈ－７Ｋ３Ｑ chat note=x SENT')).toEqual(['Ｈ－７Ｋ３Ｑ', 'chat', 'SENT'])
  })

  it('are marked as quoted if they are', () => {
    expect(parseCommand('note H-7K3Q "买家 来电"').words).toEqual([
      { text: 'H-7K3Q', quoted: false },
      { text: '买家 来电', quoted: true },
    ])
    expect(parseCommand('note H-7K3Q ""').words[1]).toEqual({ text: '', quoted: true })
  })

  it('are not taken for pairs when they are addresses', () => {
    expect(parseCommand('note https://example.com/?a=b <https://example.com/?a=b>')).toMatchObject({
      words: [{ text: 'https://example.com/?a=b' }, { text: '<https://example.com/?a=b>' }],
      pairs: new Map(),
    })
  })
})

describe('a pair', () => {
  it.each([
    'order=4021',
    'order＝4021',
    'ORDER=4021',
    'ｏｒｄｅｒ=4021',
    'order =4021',
    'order= 4021',
    'order = 4021',
    'order　＝　4021',
    'order="4021"',
    'order＝“4021”',
    'order = ＂4021＂',
  ])('is read from %s', text => {
    expect(pair(text)).toEqual([['order', '4021']])
  })

  it('has Chinese keys and keys with a hyphen', () => {
    expect(pairsOf('correct H-7K3Q 订单=1 evidence-due="2026-11-23 10:30"')).toEqual({
      订单: '1',
      'evidence-due': '2026-11-23 10:30',
    })
  })

  it('is empty before the next key and at the end', () => {
    expect(pair('buyer= shop=x owner=')).toEqual([
      ['buyer', ''],
      ['shop', 'x'],
      ['owner', ''],
    ])
    expect(pair('buyer = shop = x')).toEqual([
      ['buyer', ''],
      ['shop', 'x'],
    ])
    expect(pair('buyer="" shop=x')).toEqual([
      ['buyer', ''],
      ['shop', 'x'],
    ])
  })

  it('keeps every further = in its value', () => {
    expect(pair('note=a=b==c')).toEqual([['note', 'a=b==c']])
  })

  it('has the verb as its key only where no space precedes the =', () => {
    expect(parseCommand('list = open')).toMatchObject({ verb: 'list', pairs: new Map() })
    expect(parseCommand('list=open').pairs).toEqual(new Map([['list', 'open']]))
  })

  it('keeps the first of two values and lists the key as a duplicate once', () => {
    const { pairs, duplicates } = parseCommand('new order=1 ORDER=2 order= shop=x')
    expect(pairs.get('order')).toBe('1')
    expect(duplicates).toEqual(['order'])
    expect(parseCommand('new order=1 shop=1').duplicates).toEqual([])
  })

  it('may have the name of a built-in', () => {
    const { pairs } = parseCommand('new __proto__=polluted constructor=__proto__')
    expect([...pairs]).toEqual([
      ['__proto__', 'polluted'],
      ['constructor', '__proto__'],
    ])
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })
})

describe('a time without quotes', () => {
  it.each([
    ['received=2026-11-20 10:30', '2026-11-20 10:30'],
    ['received=2026-11-20   9:05', '2026-11-20   9:05'],
    ['received = 2026/11/20 10:30:15', '2026/11/20 10:30:15'],
    ['received=2026-11-20 24:00', '2026-11-20 24:00'],
    ['received=2026-11-20 25:99', '2026-11-20 25:99'],
    ['received=2026-11-20 10:30 +08:00', '2026-11-20 10:30 +08:00'],
    ['received=2026-11-20T02:30:00Z', '2026-11-20T02:30:00Z'],
    ['received＝２０２６－１１－２０　１０：３０', '２０２６－１１－２０　１０：３０'],
    ['received=2026-11-20', '2026-11-20'],
  ])('%s is one value', (text, value) => {
    expect(parseCommand(`new ${text} shop=x last`)).toMatchObject({
      words: [{ text: 'last' }],
      pairs: new Map([
        ['received', value],
        ['shop', 'x'],
      ]),
    })
  })

  it('ends after the date if no time of day follows', () => {
    expect(parseCommand('decided H-7K3Q at=2026-11-20 upheld')).toMatchObject({
      words: [{ text: 'H-7K3Q' }, { text: 'upheld' }],
      pairs: new Map([['at', '2026-11-20']]),
    })
    expect(pairsOf('new at=2026-11-20 points=12')).toEqual({ at: '2026-11-20', points: '12' })
  })

  it('is readable as typed in full width', () => {
    const value = pairsOf('new received＝２０２６－１１－２０　１０：３０').received ?? ''
    expect(parseTime(value)).toEqual({ ok: true, at: Date.parse('2026-11-20T02:30:00Z') })
  })
})

describe('a quotation', () => {
  it.each([
    ['note="two words"', 'two words'],
    ['note=“two words”', 'two words'],
    ['note=„two words“', 'two words'],
    ['note=”two words”', 'two words'],
    ['note=“two words“', 'two words'],
    ['note=“two words"', 'two words'],
    ['note="two words”', 'two words'],
    ['note=‘two words’', 'two words'],
    ['note=「two words」', 'two words'],
    ['note=『two words』', 'two words'],
    ['note=＂two words＂', 'two words'],
  ])('may be written %s', (text, value) => {
    expect(pair(`${text} shop=x`)).toEqual([
      ['note', value],
      ['shop', 'x'],
    ])
  })

  it.each([
    ['note="全角：１２３，ＡＢＣ　保留"', '全角：１２３，ＡＢＣ　保留'],
    ['note="他说“好” 然后挂了"', '他说“好” 然后挂了'],
    ['note=“他说“好” 然后挂了”', '他说“好” 然后挂了'],
    ['note=「他说「好」 了」', '他说「好」 了'],
    ['note=‘the buyer’s note’', 'the buyer’s note'],
    ['note="a=b  c"', 'a=b  c'],
    ['note="C:\\temp\\new"', 'C:\\temp\\new'],
    ['note="say \\"hi\\" now"', 'say "hi" now'],
    ['note="ends in \\\\"', 'ends in \\'],
    ['note="<@U123|bob> called"', '<@U123|bob> called'],
  ])('keeps what was typed in %s', (text, value) => {
    expect(pair(`${text} shop=x`)).toEqual([
      ['note', value],
      ['shop', 'x'],
    ])
  })

  it('takes the rest of the text when it is not closed', () => {
    expect(pair('note="to be continued shop=x')).toEqual([['note', 'to be continued shop=x']])
    expect(pair('note="他说“好” 就挂了')).toEqual([['note', '他说“好” 就挂了']])
    expect(pair('note="')).toEqual([['note', '']])
    expect(pair('note="one backslash \\')).toEqual([['note', 'one backslash \\']])
  })

  it('ends at its mark even when no space follows', () => {
    expect(pair('buyer="a"shop="b"')).toEqual([
      ['buyer', 'a'],
      ['shop', 'b'],
    ])
  })

  it('begins only where a word or a value begins', () => {
    expect(pair('note=5" shop=x')).toEqual([
      ['note', '5"'],
      ['shop', 'x'],
    ])
    expect(wordsOf("note H-1 it's fine")).toEqual(['H-1', "it's", 'fine'])
  })

  it('restores any text whose marks and last backslashes were escaped', () => {
    const escaped = (text: string) =>
      text.replace(/(\\*)(["＂]|$)/g, (_, run: string, mark: string) => run + run + (mark && `\\${mark}`))
    const unit = fc.constantFrom('a', '\\', '"', '＂', '“', '”', ' ', '　', '=', '：', '１', '&', '😀')
    fc.assert(
      fc.property(fc.string({ unit }), text => {
        expect(pair(`note="${escaped(text)}" shop=x`)).toEqual([
          ['note', text],
          ['shop', 'x'],
        ])
      }),
      { numRuns: 2000 },
    )
  })
})

describe("Slack's escaping", () => {
  it('is undone exactly once, quoted or not', () => {
    expect(pairsOf('new shop=A&amp;B note="1 &lt; 2 &gt; 0 &amp;lt; &quot;"')).toEqual({
      shop: 'A&B',
      note: '1 < 2 > 0 &lt; &quot;',
    })
    expect(wordsOf('note H-1 A&amp;amp;B')).toEqual(['H-1', 'A&amp;B'])
  })
})

describe('a mention', () => {
  it.each([
    ['<@U123>', 'U123'],
    ['<@U123|bob>', 'U123'],
    ['<@W0AB9|王 小明>', 'W0AB9'],
    ['<@U123|>', 'U123'],
  ])('%s names a user', (value, user) => {
    expect(pairsOf(`new owner=${value} shop=x`)).toEqual({ owner: value, shop: 'x' })
    expect(readMention(pairsOf(`new owner=${value}`).owner ?? '')).toBe(user)
    expect(wordsOf(`assign H-1 ${value}`)).toEqual(['H-1', value])
  })

  it('is not read from anything else', () => {
    for (const value of [
      '',
      '@bob',
      'U123',
      '<#C123|general>',
      '<!here>',
      '<@U123',
      'a <@U123>',
      '<@U1><@U2>',
      '<@u123>',
    ]) {
      expect(readMention(value)).toBeUndefined()
    }
  })

  it('may come with others after commas, with or without spaces', () => {
    for (const value of ['<@U1|a b>,<@U2>', '<@U1> , <@U2|b>', '<@U1>， <@U2>', '<@U1>、<@U2>']) {
      const parsed = pairsOf(`settings backup=${value} quiet=22:00-08:00`)
      expect(parsed.backup).toBe(value)
      expect(parsed.quiet).toBe('22:00-08:00')
    }
  })
})

describe('any text at all', () => {
  const junk = fc.string({
    unit: fc.oneof(
      fc.constantFrom(
        ...'"“”„‘’「」『』\\=＝ \u3000\u00a0\u200b<@>|U1,，：:-/&;',
        'key=',
        '2026-11-20',
        ' 10:30',
        '__proto__',
      ),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 2 }),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
    ),
  })

  it('is parsed without an error into words that it contains', () => {
    const plain = (text: string) =>
      text.replace(/&(?:amp|lt|gt);/g, name => ({ '&amp;': '&', '&lt;': '<', '&gt;': '>' })[name] ?? name)
    fc.assert(
      fc.property(junk, text => {
        const { words, pairs } = parseCommand(text)
        for (const word of words) {
          if (!word.quoted) expect(word.text).not.toBe('')
          if (!word.quoted) expect(plain(text)).toContain(word.text)
        }
        expect(pairs.has('')).toBe(false)
      }),
      { numRuns: 3000 },
    )
  })

  it('of plain words is parsed into those words', () => {
    const word = fc.string({ unit: fc.constantFrom(...'aZ9买家，。？１：:/-@#'), minLength: 1 })
    fc.assert(
      fc.property(fc.array(word), fc.constantFrom(' ', '　', '\u00a0', '\t', '  '), (typed, space) => {
        expect(wordsOf(['note', ...typed].join(space))).toEqual(typed)
      }),
    )
  })

  it('of the greatest length that Slack sends is parsed quickly', () => {
    const started = performance.now()
    for (const part of [
      'a',
      ' ',
      '=',
      '"',
      '“',
      '\\',
      '<@',
      '<@U1> ',
      'a ',
      '2026-11-20 ',
      '1',
      '‘a ',
      '「',
      'k="',
    ]) {
      parseCommand(`new ${part.repeat(8000 / part.length)}`)
    }
    expect(performance.now() - started).toBeLessThan(2000)
  })
})

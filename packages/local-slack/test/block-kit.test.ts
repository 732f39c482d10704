import { describe, expect, it } from 'vitest'
import { checkBlocks, checkView } from '../block-kit/check.ts'
import { contentOf } from '../content.ts'
import type { Fields } from '../fields.ts'
import { Refusal } from '../refusal.ts'
import { createWorkspace } from '../workspace.ts'

const plain = (text: string) => ({ type: 'plain_text', text })
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text })
const many = <T>(count: number, make: (at: number) => T) => Array.from({ length: count }, (_, at) => make(at))
const 字 = (count: number) => '字'.repeat(count)

/** `ok`, or the error code and its messages. */
function verdict(check: () => unknown): string {
  try {
    check()
    return 'ok'
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return `${error.error} ${JSON.stringify(error.more)}`
  }
}

const inMessage = (...blocks: unknown[]) => verdict(() => checkBlocks(blocks, 'message'))
const section = (more: Fields) => ({ type: 'section', text: mrkdwn('话'), ...more })
const actions = (...elements: Fields[]) => ({ type: 'actions', elements })
const button = (more: Fields) => ({ type: 'button', action_id: 'a', text: plain('按'), ...more })
const option = (more: Fields = {}) => ({ text: plain('选'), value: 'v', ...more })
const select = (more: Fields) => ({ type: 'static_select', action_id: 's', ...more })
const input = (element: Fields, more: Fields = {}) => ({
  type: 'input',
  label: plain('名'),
  element,
  ...more,
})
const typed = (more: Fields) => input({ type: 'plain_text_input', action_id: 't', ...more })

describe('A limit accepts its own value and refuses the next', () => {
  it.each<[string, number, (count: number) => unknown, string]>([
    ['section text', 3000, count => ({ type: 'section', text: mrkdwn(字(count)) }), '/blocks/0/text/text'],
    ['a field', 2000, count => section({ fields: [mrkdwn(字(count))] }), '/blocks/0/fields/0/text'],
    ['fields', 10, count => section({ fields: many(count, () => plain('格')) }), '/blocks/0/fields'],
    ['header', 150, count => ({ type: 'header', text: plain(字(count)) }), '/blocks/0/text/text'],
    [
      'button text',
      75,
      count => actions(button({ text: plain(字(count)) })),
      '/blocks/0/elements/0/text/text',
    ],
    ['button value', 2000, count => actions(button({ value: 字(count) })), '/blocks/0/elements/0/value'],
    [
      'action_id',
      255,
      count => actions(button({ action_id: 'a'.repeat(count) })),
      '/blocks/0/elements/0/action_id',
    ],
    ['block_id', 255, count => ({ type: 'divider', block_id: 'b'.repeat(count) }), '/blocks/0/block_id'],
    [
      'actions',
      25,
      count => actions(...many(count, at => button({ action_id: `a${at}` }))),
      '/blocks/0/elements',
    ],
    [
      'context',
      10,
      count => ({ type: 'context', elements: many(count, () => mrkdwn('注')) }),
      '/blocks/0/elements',
    ],
    [
      'options',
      100,
      count => actions(select({ options: many(count, at => option({ value: `${at}` })) })),
      '/blocks/0/elements/0/options',
    ],
    [
      'option text',
      75,
      count => actions(select({ options: [option({ text: plain(字(count)) })] })),
      '/blocks/0/elements/0/options/0/text/text',
    ],
    [
      'option value',
      75,
      count => actions(select({ options: [option({ value: 'v'.repeat(count) })] })),
      '/blocks/0/elements/0/options/0/value',
    ],
    [
      'overflow',
      5,
      count => section({ accessory: { type: 'overflow', options: many(count, () => option()) } }),
      '/blocks/0/accessory/options',
    ],
    [
      'boxes',
      10,
      count => actions({ type: 'checkboxes', options: many(count, () => option()) }),
      '/blocks/0/elements/0/options',
    ],
    [
      'placeholder',
      150,
      count => typed({ placeholder: plain(字(count)) }),
      '/blocks/0/element/placeholder/text',
    ],
    ['initial value', 3000, count => typed({ initial_value: 字(count) }), '/blocks/0/element/initial_value'],
    ['max_length', 3000, count => typed({ max_length: count }), '/blocks/0/element/max_length'],
    ['label', 2000, count => ({ ...typed({}), label: plain(字(count)) }), '/blocks/0/label/text'],
    ['markdown', 12000, count => ({ type: 'markdown', text: 字(count) }), '/blocks/0/text'],
  ])('%s: %i', (_, max, make, place) => {
    expect(inMessage(make(max))).toBe('ok')
    const refused = inMessage(make(max + 1))
    expect(refused).toContain('invalid_blocks')
    expect(refused).toContain(`[json-pointer:${place}]`)
  })

  it('50 blocks in a message, 100 in a view', () => {
    const dividers = (count: number) => many(count, () => ({ type: 'divider' }))
    expect(inMessage(...dividers(50))).toBe('ok')
    expect(inMessage(...dividers(51))).toContain('no more than 50 items allowed [json-pointer:/blocks]')
    expect(verdict(() => checkView({ type: 'home', blocks: dividers(100) }, 'home'))).toBe('ok')
    expect(verdict(() => checkView({ type: 'home', blocks: dividers(101) }, 'home'))).toContain(
      'no more than 100 items',
    )
  })

  it.each([
    ['title', 24],
    ['submit', 24],
    ['close', 24],
    ['private_metadata', 3000],
    ['callback_id', 255],
  ])('a modal’s %s: %i', (key, max) => {
    const modal = (value: string) => ({
      type: 'modal',
      title: plain('题'),
      blocks: [],
      [key]: key.includes('_') ? value : plain(value),
    })
    expect(verdict(() => checkView(modal(字(max)), 'modal'))).toBe('ok')
    expect(verdict(() => checkView(modal(字(max + 1)), 'modal'))).toContain(`[json-pointer:/view/${key}`)
  })

  it('counts an emoji as one character', () => {
    expect(inMessage({ type: 'header', text: plain('📌'.repeat(150)) })).toBe('ok')
  })
})

describe('Refused as invalid', () => {
  it.each<[string, unknown]>([
    ['a block type', { type: 'sections', text: mrkdwn('话') }],
    ['a property of a block', section({ colour: 'red' })],
    ['a property of an element', actions(button({ icon: 'x' }))],
    ['a property of a text', { type: 'section', text: { ...mrkdwn('话'), emoji: true } }],
    ['mrkdwn in a header', { type: 'header', text: mrkdwn('题') }],
    ['mrkdwn on a button', actions(button({ text: mrkdwn('按') }))],
    ['an empty text', { type: 'section', text: mrkdwn('') }],
    ['a section without words', { type: 'section' }],
    ['empty actions', actions()],
    ['a text input among actions', actions({ type: 'plain_text_input', action_id: 't' })],
    ['a button as an input', input(button({}))],
    ['a button style', actions(button({ style: 'warning' }))],
    ['a date that is none', actions({ type: 'datepicker', initial_date: '2026-02-31' })],
    ['a time that is none', actions({ type: 'timepicker', initial_time: '24:00' })],
    ['a time zone that is none', actions({ type: 'timepicker', timezone: 'Asia/Hangzhou' })],
    ['a select with no options', actions(select({}))],
    [
      'a select with options and groups',
      actions(select({ options: [option()], option_groups: [{ label: plain('组'), options: [option()] }] })),
    ],
    [
      'a choice that is not offered',
      actions(select({ options: [option()], initial_option: option({ value: 'w' }) })),
    ],
    [
      'a tick that is not offered',
      actions({ type: 'checkboxes', options: [option()], initial_options: [option({ value: 'w' })] }),
    ],
    ['an address that is none', actions(button({ url: 'example' }))],
    ['an image without an address', { type: 'image', alt_text: '图' }],
    ['a least length above the longest', typed({ min_length: 9, max_length: 8 })],
    ['a piece of rich text', { type: 'rich_text', elements: [{ type: 'rich_text_title', elements: [] }] }],
    [
      'a style of rich text',
      {
        type: 'rich_text',
        elements: [
          { type: 'rich_text_section', elements: [{ type: 'text', text: '字', style: { big: true } }] },
        ],
      },
    ],
  ])('%s', (_, block) => {
    expect(inMessage(block)).toContain('invalid_blocks')
  })

  it('the same block_id twice, and the same action_id twice in one block', () => {
    expect(inMessage({ type: 'divider', block_id: 'x' }, { type: 'divider', block_id: 'x' })).toContain(
      'already exists',
    )
    expect(inMessage(actions(button({}), button({})))).toContain('already exists')
    expect(inMessage(actions(button({})), actions(button({})))).toBe('ok')
  })

  it('a modal with an input and no submit button, or without a title', () => {
    const modal = { type: 'modal', title: plain('题'), submit: plain('好'), blocks: [typed({})] }
    expect(verdict(() => checkView(modal, 'modal'))).toBe('ok')
    expect(verdict(() => checkView({ ...modal, submit: undefined }, 'modal'))).toContain(
      'missing required field: submit',
    )
    expect(verdict(() => checkView({ ...modal, title: undefined }, 'modal'))).toContain('/view/title')
    expect(verdict(() => checkView(modal, 'home'))).toContain('invalid_arguments')
  })

  it('a view in which two inputs have focus_on_load', () => {
    const focused = typed({ focus_on_load: true })
    const modal = (...blocks: unknown[]) => ({
      type: 'modal',
      title: plain('题'),
      submit: plain('好'),
      blocks,
    })
    expect(verdict(() => checkView(modal(focused, typed({})), 'modal'))).toBe('ok')
    expect(verdict(() => checkView(modal(focused, focused), 'modal'))).toContain('focus_on_load')
  })
})

describe('Accepted', () => {
  it.each<[string, unknown]>([
    [
      'rich text',
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'text', text: '粗体', style: { bold: true } },
              { type: 'user', user_id: 'U1' },
            ],
          },
          {
            type: 'rich_text_list',
            style: 'bullet',
            indent: 0,
            elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: '项' }] }],
          },
        ],
      },
    ],
    [
      'a picker with a time zone',
      actions({ type: 'timepicker', action_id: 't', initial_time: '23:59', timezone: 'Asia/Shanghai' }),
    ],
    [
      'a select of people',
      input({ type: 'users_select', action_id: 'u', initial_user: 'U1' }, { optional: true }),
    ],
    ['an image', { type: 'image', alt_text: '图', image_url: 'https://example.com/a.png' }],
    ['a choice made before', actions(select({ options: [option()], initial_option: option() }))],
    ['option groups', actions(select({ option_groups: [{ label: plain('组'), options: [option()] }] }))],
  ])('%s', (_, block) => {
    expect(inMessage(block)).toBe('ok')
  })
})

describe('A message as a whole', () => {
  const workspace = createWorkspace(() => 0)
  const said = (args: Fields, max = 40_000) => verdict(() => contentOf(workspace, args, max))
  const sections = (characters: number) =>
    many(Math.ceil(characters / 3000), at => ({
      type: 'section',
      text: mrkdwn(字(Math.min(3000, characters - at * 3000))),
    }))

  it('needs text, blocks or attachments', () => {
    expect(said({})).toContain('no_text')
    expect(said({ text: '  ' })).toContain('no_text')
    expect(said({ blocks: [] })).toContain('no_text')
    expect(said({ blocks: [{ type: 'divider' }] })).toBe('ok')
  })

  it('has at most 40,000 characters of text and about 13,200 in blocks', () => {
    expect(said({ text: 字(40_000) })).toBe('ok')
    expect(said({ text: 字(40_001) })).toContain('msg_too_long')
    expect(said({ blocks: sections(13_200) })).toBe('ok')
    expect(said({ blocks: sections(13_201) })).toContain('msg_blocks_too_long')
  })

  it('takes blocks as JSON in a form, and metadata of the right shape only', () => {
    expect(said({ blocks: '[{"type":"divider"}]' })).toBe('ok')
    expect(said({ blocks: '[{' })).toContain('invalid_blocks_format')
    const metadata = { event_type: 'card', event_payload: { id: 'H-7K3Q' } }
    expect(said({ text: 'x', metadata: JSON.stringify(metadata) })).toBe('ok')
    expect(said({ text: 'x', metadata: { ...metadata, event_payload: 'H-7K3Q' } })).toContain(
      'invalid_metadata_schema',
    )
    expect(said({ text: 'x', metadata: '{' })).toContain('invalid_metadata_format')
  })
})

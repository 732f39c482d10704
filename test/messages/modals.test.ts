import { describe, expect, it } from 'vitest'
import type { Complaint } from '../../src/complaints/complaint.ts'
import { isModalVerb, type ModalVerb, modalFor } from '../../src/messages/forms/modals.ts'
import { keyNames } from '../../src/messages/vocabulary.ts'
import { reading } from './reading.ts'
import { at, calendar, recorded, storiesOf } from './samples.ts'

const now = at('2026-11-26 10:30')
const formOf = (verb: ModalVerb, complaint?: Complaint) =>
  modalFor(verb, 'zh', { ...(complaint && { complaint }), metadata: '{"id":1}', calendar, now })
const inputsOf = (verb: ModalVerb, complaint?: Complaint) =>
  formOf(verb, complaint).blocks.flatMap(block =>
    block.type === 'input' && 'element' in block ? [block] : [],
  )
const idsOf = (verb: ModalVerb, complaint?: Complaint) =>
  inputsOf(verb, complaint).map(block => block.block_id)
const { penalized = recorded(), underReview = recorded() } = storiesOf()

describe('A form', () => {
  it('carries its verb and metadata', () => {
    expect(formOf('decided', recorded())).toMatchObject({
      callback_id: 'modal:decided',
      private_metadata: '{"id":1}',
    })
  })

  it('names each field after its argument', () => {
    const words = ['kind', 'mark', 'outcome', 'text', 'why']
    const verbs: ModalVerb[] = [
      'new',
      'evidence',
      'decided',
      'withdrawn',
      'appealed',
      'reviewed',
      'correct',
      'assign',
      'note',
      'reopen',
      'discard',
    ]
    for (const verb of verbs)
      for (const id of idsOf(verb, verb === 'new' ? undefined : underReview))
        expect([...Object.keys(keyNames), ...words]).toContain(id?.replace(/-time$/, ''))
  })

  it('asks for Beijing times whatever the person’s own zone', () => {
    const times = inputsOf('new').filter(block => block.block_id?.endsWith('-time'))
    expect(times.length).toBe(4)
    for (const block of times)
      expect(block).toMatchObject({
        element: { type: 'timepicker', timezone: 'Asia/Shanghai', action_id: 'value' },
      })
  })

  it('for a new complaint requires only the order and explains the rest', () => {
    const required = inputsOf('new').filter(block => 'optional' in block && !block.optional)
    expect(required.map(block => block.block_id)).toEqual(['order'])
    expect(reading(formOf('new').blocks)).toContain('收到时间和发起时间至少填一个')
  })

  it('for an appeal shows the checklist, the time left and a confirmation box', () => {
    const words = reading(formOf('appealed', penalized).blocks)
    expect(words).toContain('处罚后的申诉只有一次，提交后不能重来。')
    expect(words).toContain('距截止还剩 13 天 22 小时')
    expect(words).toContain('还缺：')
    expect(inputsOf('appealed', penalized).at(-1)).toMatchObject({
      block_id: 'confirm',
      optional: false,
      element: { options: [{ value: 'yes' }] },
    })
  })

  it('for a correction has only the times on record, prefilled', () => {
    expect(idsOf('correct', recorded())).not.toContain('penalized')
    expect(idsOf('correct', penalized)).not.toContain('appealed')
    expect(idsOf('correct', underReview)).toContain('appealed-time')
    const input = (id: string) => inputsOf('correct', penalized).find(block => block.block_id === id)
    expect(input('order')).toMatchObject({ element: { initial_value: '3366123456' } })
    expect(input('penalized')).toMatchObject({ element: { initial_date: '2026-11-25' } })
    expect(input('penalized-time')).toMatchObject({ element: { initial_time: '09:00' } })
  })

  it('for a correction leaves a copied time empty, so that saving does not record it as given', () => {
    const input = (id: string) =>
      inputsOf('correct', recorded({ filed: undefined })).find(block => block.block_id === id)
    expect(input('received')).toMatchObject({ element: { initial_date: '2026-11-20' } })
    expect(input('filed')).not.toHaveProperty('element.initial_date')
  })

  it('for a correction shows a time with seconds to the minute, so that it can be cleared', () => {
    const precise = recorded({ due: at('2026-11-23 23:59:59') })
    const input = (id: string) => inputsOf('correct', precise).find(block => block.block_id === id)
    expect(input('evidence-due')).toMatchObject({ element: { initial_date: '2026-11-23' } })
    expect(input('evidence-due-time')).toMatchObject({ element: { initial_time: '23:59' } })
  })
})

it('Only verbs with a form open one', () => {
  expect(['new', 'correct'].every(isModalVerb)).toBe(true)
  expect(['list', 'answered', 'constructor', ''].some(isModalVerb)).toBe(false)
})

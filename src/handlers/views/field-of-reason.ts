import type { AnyReason } from '../../messages/reason.ts'

/** Names of times that a form's field goes by another name for. */
const otherNames: Record<string, string[]> = {
  penalized: ['at'],
  appealed: ['at'],
  withdrawn: ['at'],
  decided: ['at'],
  reviewed: ['at'],
  'evidence-due': ['due'],
  'appeal-due': ['due'],
}

/** The field of a form that a refusal is about; the first one when it is about none. */
export function fieldOf(reason: AnyReason, fields: string[]): string {
  const wanted = namesIn(reason).flatMap(name => [name, ...(otherNames[name] ?? [])])
  return wanted.find(name => fields.includes(name)) ?? fields[0] ?? 'value'
}

function namesIn(reason: AnyReason): string[] {
  if ('field' in reason) return [reason.field]
  if ('argument' in reason) return [reason.argument]
  if ('later' in reason) return [reason.later, reason.earlier]
  if (reason.code === 'order-taken' || reason.code === 'order-missing') return ['order']
  if (reason.code === 'start-missing') return ['received']
  return []
}

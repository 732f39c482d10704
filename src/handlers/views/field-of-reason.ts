import type { AnyReason } from '../../messages/reason.ts'

/** Names of form fields for times that reasons call by another name. */
const fieldNames: Record<string, string[]> = {
  penalized: ['at'],
  appealed: ['at'],
  withdrawn: ['at'],
  decided: ['at'],
  reviewed: ['at'],
  'evidence-due': ['due'],
  'appeal-due': ['due'],
}

/** The field of a form that a refusal is about; the first one if it is about none. */
export function fieldOf(reason: AnyReason, fields: string[]): string {
  const wanted = namesIn(reason).flatMap(name => [name, ...(fieldNames[name] ?? [])])
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

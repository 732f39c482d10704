/** A JSON object with unknown values. */
export type Fields = Record<string, unknown>

/** True for a JSON object, but not for null or a list. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The string under a key, or undefined when it is missing, empty or not a string. */
export function textOf(fields: Fields, key: string): string | undefined {
  const value = fields[key]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** The object under a key, or undefined. */
export function fieldsOf(fields: Fields, key: string): Fields | undefined {
  const value = fields[key]
  return isFields(value) ? value : undefined
}

/** The objects in the list under a key; its other items are dropped. */
export function listOf(fields: Fields, key: string): Fields[] {
  const value = fields[key]
  return Array.isArray(value) ? value.filter(isFields) : []
}

/** The strings in the list under a key, or in a comma-separated string. */
export function wordsOf(fields: Fields, key: string): string[] {
  const value = fields[key]
  if (typeof value === 'string')
    return value
      .split(',')
      .map(word => word.trim())
      .filter(word => word !== '')
  return Array.isArray(value) ? value.filter(word => typeof word === 'string') : []
}

/** A flag from a form (`true`, `1`) or from JSON. */
export function isOn(fields: Fields, key: string): boolean {
  const value = fields[key]
  return value === true || value === 1 || value === 'true' || value === '1'
}

/** A number from JSON or from a form, or undefined. */
export function numberOf(fields: Fields, key: string): number | undefined {
  const value = fields[key]
  if (typeof value === 'number') return value
  if (typeof value !== 'string' || value.trim() === '') return undefined
  const number = Number(value)
  return Number.isFinite(number) ? number : undefined
}

/** Parsed JSON, or undefined when the text is not JSON. */
export function parseJson(text: string): unknown {
  try {
    const parsed: unknown = JSON.parse(text)
    return parsed
  } catch {
    return undefined
  }
}

/** The object without its undefined values, as in JSON. */
export function known(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}

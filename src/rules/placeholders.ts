import type { RuleBook } from './rule-book-schema.ts'

type Language = 'zh' | 'en'

const PLACEHOLDER = /\{([^{}]*)\}/g

/**
 * The values of the names that texts may put in braces: `evidenceDays` (any period), `A.name` (any scheme) and
 * `A.upheld.points` (any level with points).
 */
export const placeholdersOf = (
  { periods, schemes }: Pick<RuleBook, 'periods' | 'schemes'>,
  language: Language,
): ReadonlyMap<string, string> => {
  const values = new Map<string, string>()
  for (const [name, length] of Object.entries(periods)) values.set(name, String(length))
  for (const [letter, scheme] of Object.entries(schemes)) {
    values.set(`${letter}.name`, scheme.name[language])
    for (const [level, { points }] of Object.entries(scheme.levels))
      if (points !== undefined) values.set(`${letter}.${level}.points`, String(points))
  }
  return values
}

/** Replaces every `{name}`; an unknown one is left as it is and reported to `unknown`. */
export const fillIn = (
  text: string,
  values: ReadonlyMap<string, string>,
  unknown: (placeholder: string) => void,
): string =>
  text.replace(PLACEHOLDER, (placeholder: string, name: string) => {
    const value = values.get(name)
    if (value === undefined) unknown(placeholder)
    return value ?? placeholder
  })

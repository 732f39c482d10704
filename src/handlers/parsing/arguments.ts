import { readId } from '../../complaints/id.ts'
import { Refused, type TimeName } from '../../complaints/refused.ts'
import type { RequestReason } from '../../messages/reason.ts'
import { choiceNames, type KeyName, keyNames, type Name, noneNames } from '../../messages/vocabulary.ts'
import { type Instant, parseTime } from '../../time/beijing.ts'
import { foldWidth } from '../../time/full-width.ts'
import { type Command, readMention, type Word } from './command-text.ts'
import { nearest } from './nearest.ts'

export type Choice = keyof typeof choiceNames

/** A command's words in order, and its values by the English names of their keys. */
export type Arguments = { verb: string; words: Word[]; pairs: Map<KeyName, string> }

export const refuse = (reason: RequestReason) => new Refused<RequestReason>(reason)

/** The English name of a word that was typed in either language and any case. */
export function findName<K extends string>(table: Record<K, Name>, typed: string): K | undefined {
  const wanted = foldWidth(typed).trim().toLowerCase()
  for (const key in table) {
    const { zh, en, also } = table[key]
    if ([key, zh, en, ...also].some(name => name.toLowerCase() === wanted)) return key
  }
  return undefined
}

/** All names that `findName` understands. */
export const allNames = (table: { [key: string]: Name }): string[] =>
  Object.entries(table).flatMap(([key, { zh, also }]) => [key, zh, ...also])

/** The main name nearest to a typed one, as part of a refusal. */
function nearestOf<K extends string>(table: Record<K, Name>, keys: readonly K[], typed: string) {
  const names = keys.flatMap(key => [key, table[key].zh])
  const close = nearest(typed, names)
  return close === undefined ? {} : { nearest: close }
}

/** Reads a command for a verb that takes `keys`; an unknown or repeated key is refused. */
export function readArguments(
  { words, pairs, duplicates }: Command,
  verb: string,
  keys: readonly KeyName[],
): Arguments {
  for (const { text, quoted } of words) {
    const [, key = '', value = ''] = (!quoted && /^([\p{L}-]+)[:：](.+)$/u.exec(text)) || []
    const meant = findName(keyNames, key)
    if (meant && keys.includes(meant)) throw refuse({ code: 'colon', key, value })
  }
  const [twice] = duplicates
  if (twice !== undefined) throw refuse({ code: 'key-twice', key: twice })
  const known = new Map<KeyName, string>()
  for (const [typed, value] of pairs) {
    const key = findName(keyNames, typed)
    if (!key || !keys.includes(key)) {
      const close = nearestOf(keyNames, keys, typed)
      throw refuse({ code: 'unknown-key', verb, key: typed, keys: [...keys], ...close })
    }
    if (known.has(key)) throw refuse({ code: 'key-twice', key })
    known.set(key, value)
  }
  return { verb, words: [...words], pairs: known }
}

/** Takes the first word as a complaint's id. */
export function takeId(args: Arguments): string {
  const word = args.words.shift()
  if (!word) throw refuse({ code: 'missing', verb: args.verb, argument: 'id' })
  // A choice in the id's place, such as `dismissed`, would be read as an id.
  if (findName(choiceNames, word.text)) throw refuse({ code: 'missing', verb: args.verb, argument: 'id' })
  const id = readId(word.text)
  if (!id) throw refuse({ code: 'bad-id', typed: word.text })
  return id
}

/** Takes the next word as one of `choices`. */
export function takeChoice<C extends Choice>(
  args: Arguments,
  field: string,
  choices: readonly C[],
): C | undefined {
  const word = args.words.shift()
  return word && readChoice(word.text, field, choices)
}

function readChoice<C extends Choice>(typed: string, field: string, choices: readonly C[]): C {
  const meant = findName(choiceNames, typed)
  const found = choices.find(choice => choice === meant)
  if (found) return found
  const close = nearestOf(choiceNames, choices, typed)
  throw refuse({ code: 'bad-choice', field, typed, choices: [...choices], ...close })
}

/** Takes all remaining words as one text. */
export function takeText(args: Arguments, argument: string, id: string): string {
  const text = args.words
    .map(word => word.text)
    .join(' ')
    .trim()
  args.words = []
  if (!text) throw refuse({ code: 'missing', verb: args.verb, argument, id })
  return text
}

export function noMoreWords({ verb, words: [word] }: Arguments) {
  if (word) throw refuse({ code: 'extra-word', verb, word: word.text })
}

/** A text value; blank counts as not given. */
export const textAt = ({ pairs }: Arguments, key: KeyName): string | undefined =>
  pairs.get(key)?.trim() || undefined

/** True if a key has no value, or a word for none: `无`, `none`. */
export function isNone({ pairs }: Arguments, key: KeyName): boolean {
  const typed = pairs.get(key)?.trim()
  return typed === '' || (typed !== undefined && findName(noneNames, typed) !== undefined)
}

/** The instant that a key gives, undefined for `none`; throws `Refused` if it cannot be read. */
export function timeAt(args: Arguments, key: KeyName, field: TimeName | 'at' | 'due'): Instant | undefined {
  const typed = textAt(args, key)
  if (typed === undefined || isNone(args, key)) return undefined
  const time = parseTime(typed)
  if (!time.ok) throw refuse({ code: 'bad-time', field, typed, why: time.why })
  return time.at
}

export function requiredTimeAt(args: Arguments, key: KeyName, id: string): Instant {
  const at = timeAt(args, key, 'at')
  if (at === undefined) throw refuse({ code: 'missing', verb: args.verb, argument: key, id })
  return at
}

/** A whole number from 0 to `max`. */
export function numberAt(args: Arguments, key: KeyName, max: number): number | undefined {
  const typed = textAt(args, key)
  if (typed === undefined) return undefined
  const plain = foldWidth(typed)
    .replace(/(分|天|日|points?|days?|d)$/i, '')
    .trimEnd()
  if (!/^\d{1,6}$/.test(plain) || Number(plain) > max)
    throw refuse({ code: 'bad-number', field: key, typed, max })
  return Number(plain)
}

export function choiceAt<C extends Choice>(
  args: Arguments,
  key: KeyName,
  choices: readonly C[],
): C | undefined {
  const typed = textAt(args, key)
  return typed === undefined ? undefined : readChoice(typed, key, choices)
}

/** Several people, each once; empty for blank or `none`; `undefined` if not given. */
export function peopleAt({ pairs }: Arguments, key: KeyName): string[] | undefined {
  const typed = pairs.get(key)?.trim()
  if (typed === undefined) return undefined
  if (typed === '' || findName(noneNames, typed)) return []
  const parts = typed.match(/<@[^<>]*>|[^\s,，、]+/g) ?? []
  return [...new Set(parts.map(part => person(key, part)))]
}

export function personAt(args: Arguments, key: KeyName): string | undefined {
  const typed = textAt(args, key)
  return typed === undefined ? undefined : person(key, typed)
}

export function person(field: string, typed: string): string {
  const user = readMention(typed)
  if (!user) throw refuse({ code: 'bad-person', field, typed })
  return user
}

import { unescapeMrkdwn } from '../../messages/parts/user-text.ts'
import { foldWidth } from '../../time/full-width.ts'
import { readQuotation } from './quotation.ts'

/** An argument without a key, as typed. A date and the time after it are two words. */
export type Word = { text: string; quoted: boolean }

/**
 * A command's text by grammar alone, without knowledge of verbs and keys. `verb` and the keys are NFKC and
 * lower case; `verb` is '' when the text begins with a pair or a quotation. Values and words are as typed
 * (full-width characters kept) with Slack's &amp; &lt; &gt; undone once. Of a repeated key the first value
 * counts, and `duplicates` names it.
 */
export type Command = { verb: string; words: Word[]; pairs: Map<string, string>; duplicates: string[] }

const SPACES = /[\s\u200B]*/y
const NAME = String.raw`([\p{L}\p{M}\p{N}_-]+)`
const KEY_AT_START = new RegExp(`${NAME}=`, 'uy')
const KEY = new RegExp(`${NAME}[\\s\\u200B]*=`, 'uy')
const DATE_AND_TIME =
  /\d{4}(?:([-/])\d{1,2}\1\d{1,2}\s+|年\d{1,2}月\d{1,2}[日号]\s*)\d{1,2}:\d{1,2}(?::\d{1,2}(?:\.\d+)?)?(?:\s*(?:Z|[+-]\d\d:?\d\d))?(?![^\s\u200B])/iy
const MENTIONS = /<@[^<>]*>(?:\s*[,、]\s*<@[^<>]*>)*(?![^\s\u200B])/y
const TOKEN = /(?:<[@#!][^<>]*>|[^\s\u200B])+/y

/**
 * Reads `verb word "two words" key=value key="two words"`; any text is readable, an unclosed quotation takes
 * the rest.
 */
export function parseCommand(text: string): Command {
  const command: Command = { verb: '', words: [], pairs: new Map(), duplicates: [] }
  const folded = foldWidth(text)
  const start = endOf(SPACES, folded, 0)
  for (let at = start; at < text.length; at = endOf(SPACES, folded, at)) {
    // A space ends the verb: `list = open` begins with a verb, `list=open` with a key.
    const key = matchAt(at === start ? KEY_AT_START : KEY, folded, at)
    if (key) {
      const value = readValue(text, folded, at + key.length)
      addPair(
        command,
        normalize(text.slice(at, at + key.length).replace(/[\s\u200B]*[=＝]$/, '')),
        unescapeMrkdwn(value.text),
      )
      at = value.end
      continue
    }
    const word = readWord(text, folded, at, MENTIONS)
    if (at === start && !word.quoted) command.verb = normalize(word.text)
    else command.words.push({ text: unescapeMrkdwn(word.text), quoted: word.quoted })
    at = word.end
  }
  return command
}

type Found = { text: string; quoted: boolean; end: number }

/** The value after `=` and optional spaces; empty if the text ends there or the next key follows. */
function readValue(text: string, folded: string, at: number): Found {
  const next = endOf(SPACES, folded, at)
  const empty = next >= text.length || (next > at && matchAt(KEY, folded, next) !== undefined)
  return empty
    ? { text: '', quoted: false, end: next }
    : readWord(text, folded, next, DATE_AND_TIME, MENTIONS)
}

function readWord(text: string, folded: string, at: number, ...phrases: RegExp[]): Found {
  const quotation = readQuotation(text, folded, at)
  if (quotation) return { ...quotation, quoted: true }
  const found = [...phrases, TOKEN]
    .map(pattern => matchAt(pattern, folded, at))
    .find(match => match !== undefined)
  const end = at + (found?.length ?? 1)
  return { text: text.slice(at, end), quoted: false, end }
}

function addPair({ pairs, duplicates }: Command, key: string, value: string): void {
  if (!pairs.has(key)) pairs.set(key, value)
  else if (!duplicates.includes(key)) duplicates.push(key)
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0]
}

const endOf = (pattern: RegExp, text: string, at: number) => at + (matchAt(pattern, text, at)?.length ?? 0)
const normalize = (name: string) => unescapeMrkdwn(name).normalize('NFKC').toLowerCase()

/** The user id in `<@U123>` or `<@U123|name>`, or undefined when the value is anything else. */
export function readMention(value: string): string | undefined {
  return /^<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>$/.exec(foldWidth(value).trim())?.[1]
}

/** The channel that a value such as `<#C012|shop-a>` names; undefined for anything else. */
export function readChannel(value: string): string | undefined {
  return /^<#([CG][A-Z0-9]+)(?:\|[^<>]*)?>$/.exec(foldWidth(value).trim())?.[1]
}

/** Formats a command as one line that `parseCommand` reads back as the same command. */
export function lineOf({ verb, words, pairs }: Command): string {
  const quote = (text: string) =>
    `"${text.replace(/\\*"/g, run => `${'\\'.repeat(run.length * 2 - 1)}"`).replace(/\\+$/, run => run + run)}"`
  const bare = (text: string) => (/^[\w.:@<>#|-]+$/.test(text) ? text : quote(text))
  const parts = [
    ...words.map(({ text }) => bare(text)),
    ...[...pairs].map(([key, value]) => `${key}=${value && bare(value)}`),
  ]
  return ['/complaint', verb, ...parts].join(' ')
}

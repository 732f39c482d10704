import type { Outside, RuleBook } from './rule-book-schema.ts'
import type { Hit } from './search.ts'
import { isLatin, normalize, tokensOf } from './tokens.ts'

/** Whether the book has something to say about a question; `elsewhere` is the other matter that it names, if it names one. */
export type Coverage = { covered: true } | { covered: false; elsewhere: Outside | undefined }

/** Chinese and English words that ask without saying what about. */
const ASKING = new RegExp(
  [
    '你好|您好|请问|請問|怎么样|怎麼樣|怎么办|怎麼辦|怎么|怎麼|什么|什麼|多少|多久|如何|为什么|為什麼|为啥|可以|可不可以|能不能|是不是|有没有|有沒有',
    '哪里|哪裡|哪个|哪個|时候|時候|今天|明天|现在|現在|一下|这个|這個|那个|那個|我们|我們|你们|你們|吗|嗎|呢|吧|啊|了|的|是|我|你|他|她|它|们|几|幾|会|會|要|在|有|和|就|都|也|不|没|沒|很|去|来|來',
    String.raw`\b(?:what|how|why|when|where|which|who|can|could|should|would|will|may|get|have|has|had|not|no|any|much|many|long|please|tell|about|today|tomorrow|now|happens?)\b`,
  ].join('|'),
  'gu',
)

const contentOf = (query: string): string[] => {
  const tokens = tokensOf(normalize(query).replace(ASKING, ' '))
  const telling = tokens.filter(token => isLatin(token) || [...token].length > 1)
  return telling.length > 0 ? telling : tokens
}

/** Finds a word of the list: a Chinese one anywhere, a Latin one as whole words whatever their endings. */
const mentions = (words: readonly string[]): ((query: string) => boolean) => {
  const spaced = (text: string): string => ` ${tokensOf(text).join(' ')} `
  const latin = words.map(normalize).filter(isLatin).map(spaced)
  const other = words.map(normalize).filter(word => !isLatin(word))
  return query => {
    const packed = normalize(query).replace(/\s/g, '')
    const line = spaced(query)
    return other.some(word => packed.includes(word)) || latin.some(word => line.includes(word))
  }
}

/**
 * A judge of whether the book covers a question that `createSearch` answered with `hits`. It does not when the question names an
 * outside matter and not the book's subject, or when none of its telling words stands in the book. A hint: no score can
 * tell for sure.
 */
export const createCoverage = (book: RuleBook): ((query: string, hits: readonly Hit[]) => Coverage) => {
  const namesSubject = mentions(book.subject)
  const outside = book.outside.map(matter => ({ matter, named: mentions(matter.words) }))
  return (query, hits) => {
    if (namesSubject(query)) return { covered: true }
    const elsewhere = outside.find(({ named }) => named(query))?.matter
    const matched = new Set(hits.flatMap(hit => hit.matched))
    const known = contentOf(query).some(token => matched.has(token))
    return known && elsewhere === undefined ? { covered: true } : { covered: false, elsewhere }
  }
}

import { answerContent, notCovered } from '../../messages/answers/answers.ts'
import { sourceContent, topicsContent } from '../../messages/answers/rule-topics.ts'
import type { Content } from '../../messages/content.ts'
import { withWhole } from '../../rules/rule-book.ts'
import { isChannel } from '../access.ts'
import type { AppContext, Request } from '../context.ts'
import { type AskedFrom, findRelatedComplaint } from '../related-complaint.ts'
import { missesFor } from './misses.ts'
import { takeBackTyped, taughtFor } from './taught.ts'

const SOURCE = /^(source|sources|原文|来源|出处)$/i
const MISSES = /^(misses|未解答|答不上)$/i
const TAUGHT = /^(?:taught|已教)(?:\s+(?<words>.*))?$/is
const UNTAUGHT = /^(?:untaught|取消已教)(?:\s+(?<words>.*))?$/is

/** Answers a question with the rule and, if it is about a complaint, what the rule means for that one. */
export async function answer(
  ctx: AppContext,
  request: Request,
  question: string,
  from: AskedFrom = {},
): Promise<Content> {
  const { rules, phrasings, misses, log } = ctx
  const { team, lang } = request
  const { book } = rules
  if (question === '') return topicsContent(book, lang)
  if (SOURCE.test(question)) return sourceContent(book, lang)
  if (MISSES.test(question)) return missesFor(ctx, request)
  const [taught, untaught] = [TAUGHT.exec(question), UNTAUGHT.exec(question)]
  if (taught) return taughtFor(ctx, request, taught.groups?.words ?? '')
  if (untaught) return takeBackTyped(ctx, request, untaught.groups?.words ?? '')
  const at = ctx.now()
  const search = await phrasings.search(team, at)
  const { hits, covered, elsewhere } = search(question)
  const [best] = hits
  const nearest = hits.map(({ entry }) => entry)
  const asked = await askedWith(ctx, request, question, from)
  if (best && covered) return answerContent(book, best, nearest.slice(1), asked)
  // A question outside the book is not a miss if the book has a special reply for it.
  if (!elsewhere?.reply)
    await misses
      .count(team, { text: question, lang, how: 'unanswered', at })
      .catch(err => log.error({ err }, 'a question that was not answered could not be counted'))
  return notCovered(book, nearest, elsewhere, asked)
}

/**
 * Answers with the entry that was picked, or with the topics if no entry has that id. `question`: the
 * question that led to this entry.
 */
export async function answerWith(
  ctx: AppContext,
  request: Request,
  id: string,
  from: AskedFrom = {},
  question = '',
): Promise<Content> {
  const { book } = ctx.rules
  const { team, lang } = request
  const picked = book.entries.find(each => each.id === id)
  if (!picked) return topicsContent(book, lang)
  const best = withWhole(book, picked)
  const search = await ctx.phrasings.search(team, ctx.now())
  const others = search(picked.question[lang])
    .hits.map(({ entry }) => entry)
    .filter(entry => entry !== best.entry)
  const asked = await askedWith(ctx, request, question || picked.question[lang], from)
  return answerContent(book, best, others, asked)
}

/** The question and the complaint it is about. If that cannot be found out, the rule is answered alone. */
async function askedWith(ctx: AppContext, request: Request, question: string, from: AskedFrom) {
  const now = ctx.now()
  const related = await findRelatedComplaint(ctx, request, from).catch((err: unknown) => {
    ctx.log.error({ err }, 'a question is answered without the complaint it is about')
    return {}
  })
  const { calendar } = ctx.rules
  return { question, lang: request.lang, now, calendar, offChannel: !isChannel(request), ...related }
}

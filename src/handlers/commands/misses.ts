import type { App } from '@slack/bolt'
import { forgottenReply, missesContent, taughtReply, teachForm } from '../../messages/answers/misses.ts'
import type { Content } from '../../messages/content.ts'
import { type Miss, missKey } from '../../questions/misses.ts'
import { answersOf } from '../../rules/rule-book.ts'
import type { Desk, Request } from '../context.ts'
import { readMetadata, writeMetadata } from '../metadata.ts'
import { no } from '../parsing/arguments.ts'
import { answerForm } from '../views/answer-form.ts'
import { openView } from '../views/modal-opening.ts'

type Who = Pick<Request, 'team' | 'user'>

/** The questions that were not answered well, for admins. */
export async function missesFor(desk: Desk, request: Request): Promise<Content> {
  await requireAdmin(desk, request)
  return missesContent(await desk.misses.list(request.team), missKey, request.lang)
}

/** Workspace admins and owners, and the person that the operator names. */
export async function requireAdmin({ adminUser, slackOf }: Desk, { team, user }: Who) {
  if (user === adminUser) return
  const person = await slackOf(team)
    .person(user)
    .catch(() => undefined)
  if (!person) throw no({ code: 'cannot-check' })
  if (!person.admin || person.team !== team) throw no({ code: 'admins-only' })
}

async function missAt(desk: Desk, { team }: Who, key: string): Promise<Miss> {
  const miss = (await desk.misses.list(team)).find(each => missKey(each) === key)
  if (!miss) throw no({ code: 'miss-gone' })
  return miss
}

/** Opens the form that adds a question to an entry. */
export async function openTeaching(
  desk: Desk,
  request: Request,
  key: string,
  { trigger, responseUrl }: { trigger: string; responseUrl: string },
): Promise<void> {
  await requireAdmin(desk, request)
  const miss = await missAt(desk, request, key)
  const metadata = writeMetadata({ channel: request.channel, responseUrl, id: key })
  await openView(desk, request.team, trigger, teachForm(desk.rules.book, miss, metadata, request.lang))
}

/** Takes a question off the list. */
export async function forget(desk: Desk, request: Request, key: string): Promise<Content> {
  await requireAdmin(desk, request)
  const { text } = await missAt(desk, request, key)
  await desk.misses.drop(request.team, text)
  return forgottenReply(text, request.lang)
}

/** The form filled in: the question becomes another way to ask for the entry, and leaves the list. */
export function listenToTeaching(app: App, desk: Desk) {
  app.view({ type: 'view_submission', callback_id: 'rule:teach' }, async ({ body, view, ack, context }) => {
    const metadata = readMetadata(view.private_metadata)
    await answerForm(desk, { body, context, ack, metadata, typed: '', via: [] }, async (desk, request) => {
      const { team, via, lang } = request
      await requireAdmin(desk, request)
      const chosen = view.state.values.entry?.value?.selected_option?.value
      const answer = answersOf(desk.rules.book).find(({ id }) => id === chosen)
      if (!metadata?.id || !answer) throw no({ code: 'broken' })
      // A copy finds the question no longer on the list.
      const earlier = await desk.asks.doneBy(team, via)
      const text = earlier ?? (await missAt(desk, request, metadata.id)).text
      await desk.asks.add(team, answer.id, text, via)
      await desk.misses.drop(team, text)
      await desk.asks.settled(team)
      return taughtReply(text, answer.title, lang)
    })
  })
}

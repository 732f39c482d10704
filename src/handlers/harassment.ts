import type { App, BlockAction } from '@slack/bolt'
import { answerContent, topicsContent } from '../messages/answers.ts'
import type { Lang } from '../messages/content.ts'
import type { Desk } from './desk.ts'
import { answering, langFor } from './request.ts'

/** `/harassment <question>` and the buttons under its answers. Answers are for the person who asked. */
export function listenToHarassment(app: App, desk: Desk) {
  app.command(
    '/harassment',
    async ({ command: { text, team_id, user_id, channel_id, response_url }, ack }) => {
      await ack()
      const lang = await langFor(desk, team_id, user_id, channel_id)
      const question = (text ?? '').toWellFormed().trim()
      await desk.reply(response_url, await answering(desk, lang, async () => answerTo(desk, question, lang)))
    },
  )

  app.action({ type: 'block_actions', action_id: /^rule:/ }, async ({ body, action, ack }) => {
    await ack()
    const lang = await langFor(desk, body.team?.id ?? '', body.user.id, body.channel?.id ?? '')
    const content = await answering(desk, lang, async () => entryChosen(desk, chosenIn(action), lang))
    await desk.reply(body.response_url, content)
  })
}

function answerTo({ rules: { book, search, covers } }: Desk, question: string, lang: Lang) {
  if (!question) return topicsContent(book, lang)
  const hits = search(question)
  return answerContent(book, hits, covers(question, hits), question, lang)
}

/** A runner-up or a topic that was pressed: that entry, with its neighbours. */
function entryChosen({ rules: { book, search } }: Desk, id: string, lang: Lang) {
  const entry = book.entries.find(each => each.id === id)
  if (!entry) return topicsContent(book, lang)
  const others = search(entry.question[lang]).filter(hit => hit.entry.id !== id)
  return answerContent(book, [{ entry, score: 1, matched: [] }, ...others], true, entry.question[lang], lang)
}

function chosenIn(action: BlockAction['actions'][number]): string {
  if (action.type === 'static_select') return action.selected_option?.value ?? ''
  return action.type === 'button' ? (action.value ?? '') : ''
}

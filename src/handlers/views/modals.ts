import type { App, SlackViewAction, ViewStateValue } from '@slack/bolt'
import { verbNames } from '../../messages/vocabulary.ts'
import { isMember, requireTeamMember } from '../access.ts'
import { perform } from '../commands/verbs.ts'
import type { AppContext, Request } from '../context.ts'
import { readMetadata } from '../metadata.ts'
import { refuse } from '../parsing/arguments.ts'
import { type Command, lineOf, type Word } from '../parsing/command-text.ts'
import { prefetch } from '../prefetch.ts'
import { answerForm } from './answer-form.ts'

/** Forms are commands filled in: what was chosen becomes the same command as when it is typed. */
export function listenToModals(app: App, ctx: AppContext) {
  app.view({ type: 'view_submission', callback_id: /^modal:/ }, async ({ body, view, ack, context }) => {
    const verb = view.callback_id.slice('modal:'.length)
    const metadata = readMetadata(view.private_metadata)
    const values = changed(valuesOf(view.state.values), metadata?.shown ?? {})
    const command = commandOf(verb, metadata?.id, values)
    const sent = {
      ahead: (ctx: AppContext) =>
        prefetch(
          ctx,
          // Elsewhere a form says nothing of a channel: what is asked for an unknown id must be the same, too.
          {
            team: context.teamId ?? '',
            user: body.user.id,
            channel: inChannel(verb) ? (metadata?.channel ?? '') : '',
          },
          command,
        ),
      body,
      context,
      ack,
      metadata,
      typed: lineOf(command),
      via: [verb, JSON.stringify([...values])],
    }
    await answerForm(ctx, sent, async (ctx, request) => {
      if (!metadata || !(verb in verbNames)) throw refuse({ code: 'broken' })
      await requireTeamMember(ctx, request, body.user.team_id)
      return perform(ctx, await placeOf(ctx, request, metadata.channel, verb), command, '')
    })
  })
}

/** Forms about a channel, not about one of its complaints. */
const inChannel = (verb: string): boolean => verb === 'new' || verb === 'settings'

/** A new complaint, and what a channel sets, belong to the channel where the form was opened, if the person is in it. */
async function placeOf(ctx: AppContext, request: Request, channel: string, verb: string): Promise<Request> {
  if (!inChannel(verb)) return request
  if (await isMember(ctx, request.team, channel, request.user)) return { ...request, channel }
  // The same whether the channel is there or not.
  throw refuse({ code: 'not-invited', typed: '' })
}

type Values = Map<string, string>

/** What each field of a form holds, as it would be typed; a date and its time are one. */
export function valuesOf(state: SlackViewAction['view']['state']['values']): Values {
  const values: Values = new Map()
  for (const [block, elements] of Object.entries(state))
    for (const element of Object.values(elements)) {
      const text = textOf(element)
      if (text !== undefined) values.set(block, text.toWellFormed())
    }
  return joined(values)
}

/** A date and its time as one value, and the two ends of the quiet hours. */
function joined(fields: Values): Values {
  const values: Values = new Map(fields)
  for (const [block, time] of fields) {
    const key = block.endsWith('-time') ? block.slice(0, -'-time'.length) : undefined
    if (key === undefined) continue
    values.delete(block)
    values.set(key, `${values.get(key) ?? ''} ${time}`.trim())
  }
  const end = values.get('quiet-until')
  if (end !== undefined)
    values.set('quiet', values.has('quiet-off') ? 'off' : `${values.get('quiet')}-${end}`)
  values.delete('quiet-until')
  values.delete('quiet-off')
  return values
}

/** Without the fields that nobody has touched; one that was emptied is blank. */
function changed(values: Values, shown: Record<string, string>): Values {
  const before = joined(new Map(Object.entries(shown)))
  const emptied = [...before.keys()].filter(key => !values.has(key)).map((key): [string, string] => [key, ''])
  return new Map([...[...values].filter(([key, value]) => before.get(key) !== value), ...emptied])
}

function textOf(element: ViewStateValue): string | undefined {
  const chosen = element.selected_options?.map(option => option.value).join(',')
  const users = element.selected_users?.map(each => `<@${each}>`).join(',')
  const channel = element.selected_conversation ? `<#${element.selected_conversation}>` : undefined
  const user = element.selected_user ? `<@${element.selected_user}>` : undefined
  return (
    (element.value ??
      element.selected_date ??
      element.selected_time ??
      element.selected_option?.value ??
      user ??
      users ??
      channel ??
      chosen) ||
    undefined
  )
}

/** The fields that stand in a command as words, in their order; all others are `key=value`. */
const asWords = ['kind', 'mark', 'outcome', 'user', 'text', 'why']

function commandOf(verb: string, id: string | undefined, values: Values): Command {
  const quoted = (text: string): Word => ({ text, quoted: true })
  const words = asWords.flatMap(field => values.get(field) ?? [])
  const pairs = new Map([...values].filter(([field]) => !asWords.includes(field)))
  return { verb, words: [...(id === undefined ? [] : [id]), ...words].map(quoted), pairs, duplicates: [] }
}

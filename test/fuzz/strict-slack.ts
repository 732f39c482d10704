import type { ModalView } from '@slack/web-api'
import type { Outgoing, Slack } from '../../src/slack/slack.ts'
import { createMemorySlack } from '../../testing/memory-slack/memory-slack.ts'
import { faultsOfMessage, faultsOfView } from '../messages/block-limits.ts'
import { activeMarkup, interactiveIn, type Node } from './active-markup.ts'

export const team = 'T0TEAM'
export const bot = 'U0BOT'
export const people = Array.from({ length: 40 }, (_, n) => `U0PERSON${n}`)
/** Everyone is in these channels; the app is in all but the last. Nobody is in the hidden one. */
export const channels = ['C0SHOP0', 'C0SHOP1', 'C0SHOP2', 'C0SHOP3', 'C0LOUNGE']
export const hidden = 'C0HIDDEN'

/**
 * A Slack in memory that accepts everything and records faults: content that breaks Block Kit's limits, and
 * typed markup that is active. It remembers every button and menu that it was shown.
 */
export function createStrictSlack(now: () => number) {
  const faults: string[] = []
  const elements = new Map<string, Node>()
  const forms = new Map<string, ModalView>()
  let opened = 0
  const joined = new Set(channels.slice(0, -1))
  const memory = createMemorySlack(now)

  function look(where: string, content: { text: string; blocks: unknown }) {
    for (const fault of [...faultsOfMessage(content), ...activeMarkup(content)])
      faults.push(`${where}: ${fault}`)
    for (const element of interactiveIn(content.blocks)) {
      const { type, action_id, value, options } = element
      const name = JSON.stringify([type, action_id, value, options]).replace(/H-\w+/g, '')
      elements.set(name, element)
    }
  }

  const slack: Slack = {
    ...memory,
    post(message) {
      look(`posted in ${message.channel}`, message)
      return memory.post(withoutBlocks(message))
    },
    update(message) {
      look(`updated in ${message.channel}`, message)
      return memory.update(withoutBlocks(message))
    },
    schedule(message) {
      look(`scheduled in ${message.channel}`, { text: message.text, blocks: sectionOf(message.text) })
      return memory.schedule(message)
    },
    isAway: async user => people.indexOf(user) % 3 === 0,
    identity: async () => ({ team, user: bot, scopes: ['channels:history', 'groups:history'] }),
    async postEphemeral(message) {
      look(`ephemeral in ${message.channel}`, message)
    },
    async publishHome(_, view) {
      for (const fault of faultsOfView(view)) faults.push(`home: ${fault}`)
    },
    async openView(_, view) {
      for (const fault of faultsOfView(view)) faults.push(`view ${view.callback_id}: ${fault}`)
      opened++
      forms.set(view.callback_id ?? '', view)
    },
    async person(user) {
      if (!people.includes(user)) throw new Error('user_not_found')
      const locale = people.indexOf(user) % 2 ? 'en-US' : 'zh-CN'
      return { name: user, locale, team, outsider: false, gone: false, bot: false, admin: false }
    },
    room: async channel => ({
      kind: joined.has(channel) ? 'joined' : channels.includes(channel) ? 'joinable' : 'hidden',
    }),
    join: async channel => void joined.add(channel),
    async members(channel) {
      if (channel === hidden) return new Set([bot])
      if (!channels.includes(channel)) throw new Error('channel_not_found')
      return new Set(people)
    },
    channelsOf: async user => (people.includes(user) ? channels : []),
    owner: async () => people[0],
  }
  return {
    slack,
    look,
    faults,
    /** The last opened form of each kind. */
    forms: (): Node[] => [...forms.values()].map(view => ({ ...view })),
    opened: () => opened,
    /** One button or menu of each kind that was shown. */
    elements: (): Node[] => [...elements.values()],
  }
}

export type StrictSlack = ReturnType<typeof createStrictSlack>

/** A message without its blocks, once these are checked: a run keeps a hundred thousand in memory. */
const withoutBlocks = <Message extends Outgoing>(message: Message): Message => ({ ...message, blocks: [] })

/** The blocks of a message that is plain text. */
const sectionOf = (text: string) => [{ type: 'section', text: { type: 'mrkdwn', text } }]

import { seeded } from 'local-slack/seed.ts'
import type { Complaint } from '../../src/complaints/complaint.ts'
import { DAY, formatTime, SECOND } from '../../src/time/beijing.ts'
import { wordsOf } from '../stage/stage.ts'
import type { Hands } from './hands.ts'
import { openWorld, type World } from './world.ts'

const { lin, chen, emma, shopA, shopB } = seeded
const newShop: string = 'C0SHOPZ'

/** What somebody does: `try` says whether Slack took it for done, `done` whether the record has it. */
type Action = {
  at: string
  what: string
  try: (world: World, id: string) => Promise<boolean>
  done: (complaint: Complaint | undefined, rows: ReadonlyMap<string, string>) => boolean
}

const type =
  (text: (id: string) => string, channel: string = shopA) =>
  async ({ slack }: World, id: string) => {
    const did = { user: lin, channel, command: '/complaint', text: text(id) }
    return (await slack.deliver.command(did)).error === undefined
  }

const messages = ({ slack }: World) => [...slack.workspace.messages.values()].flat()
function message(world: World, part: string) {
  const found = messages(world).findLast(({ metadata }) => String(metadata?.event_payload.key).includes(part))
  if (!found) throw new Error(`${part} does not stand there`)
  return found
}
const press = (part: string, actionId: string) => async (world: World) => {
  const did = { user: lin, message: message(world, part), actionId }
  return (await world.slack.deliver.press(did)).error === undefined
}
const has = (type: string) => (complaint: Complaint | undefined) =>
  complaint?.history.some(({ step }) => step.type === type) ?? false

/** One complaint from its first hour to its end, with each kind of message and of change on the way. */
const life: Action[] = [
  {
    at: '2026-11-20 11:00',
    what: 'settings',
    try: type(() => `settings backup=<@${chen}>`),
    done: (_, rows) => (rows.get(`channel:${seeded.team}:${shopA}`) ?? '').includes(chen),
  },
  {
    at: '2026-11-20 11:01',
    what: 'new',
    try: type(() => 'new order=8812 received="2026-11-20 10:30" due="2026-11-20 18:00"'),
    done: has('recorded'),
  },
  {
    at: '2026-11-20 11:30',
    what: 'correct',
    try: type(id => `correct ${id} order=8813 evidence-due="2026-11-20 18:30"`),
    done: has('corrected'),
  },
  {
    at: '2026-11-20 11:40',
    what: 'other settings',
    try: type(() => 'settings quiet=23:00-08:00'),
    done: (_, rows) => (rows.get(`channel:${seeded.team}:${shopA}`) ?? '').includes('1380'),
  },
  {
    at: '2026-11-20 11:50',
    what: 'assign to somebody about whom Slack does not answer',
    try: type(id => `assign ${id} <@${emma}>`),
    done: complaint => complaint?.owner === emma,
  },
  {
    at: '2026-11-20 11:57',
    what: 'assign back',
    try: type(id => `assign ${id} <@${lin}>`),
    done: complaint => complaint?.owner === lin,
  },
  {
    at: '2026-11-20 12:34',
    what: 'Got it',
    try: press(':evidence:6h:', 'case:ack'),
    done: has('acknowledged'),
  },
  {
    at: '2026-11-20 12:40',
    what: 'a note by a form',
    async try({ slack, ...world }, id) {
      const open = () => [...slack.workspace.views.values()].find(view => view.open)
      const card = message({ slack, ...world }, ':card:1')
      if (!open())
        await slack.deliver.choose({ user: lin, message: card, actionId: 'case:more', given: `note ${id}` })
      if (!open()) return false
      const sent = await slack.deliver.submit({ user: lin, values: { text: 'called' } })
      return sent.outcome === 'closed'
    },
    done: has('noted'),
  },
  {
    at: '2026-11-20 17:00',
    what: 'the owner is not to be disturbed',
    async try({ slack, now }) {
      await slack.deliver.doNotDisturb({ user: lin, until: now() + DAY })
      return true
    },
    done: () => true,
  },
  // 17:30 the last reminder, at once to the backup too, and later to the channel.
  {
    at: '2026-11-20 18:12',
    what: 'handed in',
    try: press(':card:1', 'case:answered'),
    done: has('answered'),
  },
  {
    at: '2026-11-20 18:20',
    what: 'upheld',
    try: type(id => `decided ${id} upheld at="2026-11-20 18:15" points=12 due="2026-11-21 20:00"`),
    done: has('upheld'),
  },
  {
    at: '2026-11-20 18:30',
    what: 'move',
    try: type(id => `move ${id} <#${shopB}>`),
    done: has('moved'),
  },
  {
    at: '2026-11-20 18:36',
    what: 'settings there',
    try: type(() => 'settings lang=zh', shopB),
    done: (_, rows) => rows.has(`channel:${seeded.team}:${shopB}`),
  },
  {
    at: '2026-11-20 18:44',
    what: 'the channel gets another id',
    async try({ slack }) {
      const announced = slack.workspace.channels.has(shopB)
        ? await slack.deliver.changeId({ channel: shopB, to: newShop })
        : []
      return announced.some(({ answers }) => answers.at(-1)?.failure === undefined)
    },
    done: (complaint, rows) =>
      complaint?.channel === newShop || rows.has(`channel-id:${seeded.team}:${shopB}`),
  },
  {
    at: '2026-11-20 18:50',
    what: 'somebody deletes the card',
    async try(world) {
      const here = world.slack.workspace.messages.get(newShop) ?? []
      const card = here.findIndex(({ metadata }) => String(metadata?.event_payload.key).endsWith(':card:2'))
      if (card >= 0) here.splice(card, 1)
      return true
    },
    done: () => true,
  },
  {
    at: '2026-11-20 19:00',
    what: 'appealed',
    try: type(id => `appealed ${id} at="2026-11-20 18:55" confirm=yes`, newShop),
    done: has('appealed'),
  },
  {
    at: '2026-11-20 19:10',
    what: 'reviewed',
    try: type(id => `reviewed ${id} overturned at="2026-11-20 19:05"`, newShop),
    done: has('overturned'),
  },
]

/** Lives it, killed at `killAt` if given; what stood where after each deed, and what went wrong. */
export async function live(hands: Hands, killAt?: string) {
  const world = await openWorld(hands, '2026-11-20 11:00', killAt)
  const story: Picture[] = []
  const { problems } = world
  try {
    for (const action of life) {
      await world.goTo(action.at)
      await perform(world, action)
      // Long enough for whoever comes after a kill to look for what was in doubt.
      await world.pass(5)
      story.push(pictureOf(action.what, world))
    }
    await world.goTo('2026-11-24 12:00')
    story.push(pictureOf('the end', world))
  } catch (error) {
    problems.push(error instanceof Error ? (error.stack ?? error.message) : String(error))
  }
  const passed = await world.close()
  return { story, problems, passed, deaths: world.deaths() }
}

const complaintIn = (world: World) => {
  const { complaints, rows } = world.records()
  if (complaints.length > 1) world.problems.push('there are two records')
  return { complaint: complaints[0], rows }
}

/** What was acknowledged is on record; what was not is done wholly or not at all, and then people do it again. */
async function perform(world: World, action: Action) {
  for (let tries = 1; ; tries++) {
    const { complaint: before } = complaintIn(world)
    const taken = await action.try(world, before?.id ?? '')
    const { complaint, rows } = complaintIn(world)
    await world.there()
    if (action.done(complaint, rows)) return
    if (taken) world.problems.push(`${action.what}: acknowledged and lost`)
    if (tries > 2) throw new Error(`${action.what}: it is not done`)
  }
}

export type Picture = ReturnType<typeof pictureOf>

/** What stands in Slack and on record: each message by its key, what Slack holds, where the complaint stands. */
function pictureOf(after: string, world: World) {
  const { complaint, rows } = complaintIn(world)
  const told: number[][] = []
  const keys: string[] = []
  const cards: string[] = []
  const direct = new Set<string>()
  for (const each of messages(world)) {
    const { metadata, channel, text, threadTs } = each
    // What is said to a person directly has no name to be found by, so it may be said twice.
    const person = world.slack.workspace.channels.get(channel)?.person
    if (person) direct.add(person)
    if (person) continue
    if (!threadTs) cards.push(wordsOf(each).replaceAll(/H-\w+/g, 'H'))
    const key = metadata ? String(metadata.event_payload.key).replace(/^H-\w+:/, '') : text
    const part = /^history:(\d+)-(\d+)$/.exec(key)
    if (part) told.push(part.slice(1).map(Number))
    else keys.push(`${key} in ${channel}`)
  }
  // Every part begins where the one before it ended.
  const sorted = told.toSorted(([a = 0], [b = 0]) => a - b)
  const gaps = sorted.filter(([from], index) => from !== (sorted[index - 1]?.[1] ?? 0))
  const { scheduled } = world.slack.workspace
  const { sending, doubtful, trouble, former } = complaint?.outbox ?? {}
  return {
    after,
    status: complaint?.state.status,
    steps: complaint?.history.map(({ step }) => step.type),
    ownerIsKnown: complaint?.ownerCheck === undefined,
    keys: keys.toSorted(),
    told: sorted.at(-1)?.[1],
    gaps,
    direct: [...direct].toSorted(),
    cards,
    held: [...scheduled.values()]
      .map(({ channel, postAt }) => `${formatTime(postAt * SECOND)} in ${channel}`)
      .toSorted(),
    unfinished: { sending, doubtful, trouble, former },
    rows: [...rows.keys()]
      .map(key => key.replace(/H-\w+$/, 'H').replace(/^(thread:.+:).+$/, '$1ts'))
      .toSorted(),
  }
}

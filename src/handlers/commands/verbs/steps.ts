import { type Complaint, type Kind, kinds, marks, type TimeField } from '../../../complaints/complaint.ts'
import type { OptionalTime } from '../../../complaints/correct.ts'
import { settle } from '../../../complaints/settle.ts'
import {
  type Action,
  addedBy,
  amend,
  apply,
  type Origin,
  reopen,
  tick,
} from '../../../complaints/transitions.ts'
import type { Content } from '../../../messages/content.ts'
import { changedReply, confirmAppeal, showReply, unchangedReply } from '../../../messages/replies/replies.ts'
import { choiceNames } from '../../../messages/vocabulary.ts'
import { findAccessible } from '../../access.ts'
import type { AppContext, Request } from '../../context.ts'
import { requireEligibleOwner } from '../../eligible-owner.ts'
import {
  type Arguments,
  choiceAt,
  findName,
  isNone,
  noMoreWords,
  numberAt,
  person,
  refuse,
  requiredTimeAt,
  takeChoice,
  takeId,
  takeText,
  textAt,
  timeAt,
} from '../../parsing/arguments.ts'

type Change = (complaint: Complaint, by: Origin) => Complaint

/** Changes a complaint that the person may see, and says what changed and what is due next. */
async function changed(ctx: AppContext, request: Request, id: string, change: Change): Promise<Content> {
  const ref = await findAccessible(ctx, request, id)
  const at = ctx.now()
  const by: Origin = { by: request.user, at, via: request.via }
  let before: Complaint | undefined
  const after = await ctx.store.change(ref, complaint => {
    before = complaint
    return change(complaint, by)
  })
  if (!after) throw refuse({ code: 'not-found', id })
  ctx.nudge()
  const { calendar } = ctx.rules
  const added =
    after === before ? addedBy(after, request.via) : after.history.slice(before?.history.length ?? 0)
  if (added.length > 0) return changedReply(added, after, calendar, at, request.lang)
  return unchangedReply(after, calendar, at, request.lang)
}

function does(action: Action): Change {
  return (complaint, by) => apply(complaint, action, by)
}

export async function show(ctx: AppContext, request: Request, args: Arguments): Promise<Content> {
  const id = takeId(args)
  noMoreWords(args)
  const complaint = await ctx.store.load(await findAccessible(ctx, request, id))
  if (!complaint) throw refuse({ code: 'not-found', id })
  const now = ctx.now()
  return showReply(settle(complaint, now), ctx.rules.calendar, now, request.lang)
}

/** `<kind> ... <mark>` ticks one kind of proof or several; `sent` alone says that the answer was handed in. */
export function evidence(ctx: AppContext, request: Request, args: Arguments): Promise<Content> {
  const id = takeId(args)
  const chosen = takeKinds(args)
  const last = takeChoice(args, 'evidence', chosen.length > 0 ? marks : [...kinds, ...marks])
  noMoreWords(args)
  const mark = marks.find(each => each === last)
  if (!mark) throw refuse({ code: 'missing', verb: 'evidence', argument: 'mark', id })
  if (chosen.length > 0)
    return changed(ctx, request, id, (complaint, by) => tick(complaint, chosen, mark, by))
  if (mark !== 'sent') throw refuse({ code: 'missing', verb: 'evidence', argument: 'kind', id })
  return changed(ctx, request, id, does({ type: 'answered' }))
}

/** Takes the words that name kinds of proof, also several in one: `chat,sms`. */
function takeKinds(args: Arguments): Kind[] {
  const chosen = new Set<Kind>()
  for (let word = args.words[0]; word; word = args.words[0]) {
    const names = word.text.split(/[,，、]/).map(name => findName(choiceNames, name))
    const meant = names.flatMap(name => kinds.find(kind => kind === name) ?? [])
    if (meant.length < names.length) break
    for (const kind of meant) chosen.add(kind)
    args.words.shift()
  }
  return [...chosen]
}

export function withdrawn(ctx: AppContext, request: Request, args: Arguments): Promise<Content> {
  const id = takeId(args)
  noMoreWords(args)
  const at = timeAt(args, 'at', 'withdrawn')
  return changed(ctx, request, id, does({ type: 'withdrawn', ...(at !== undefined && { at }) }))
}

/** What the platform's notice says; nothing about points is derived. */
export function decided(ctx: AppContext, request: Request, args: Arguments): Promise<Content> {
  const id = takeId(args)
  const outcome = takeChoice(args, 'decided', ['upheld', 'dismissed'])
  noMoreWords(args)
  if (!outcome) throw refuse({ code: 'missing', verb: 'decided', argument: 'outcome', id })
  if (outcome === 'dismissed') {
    // Dropping what the notice says in silence would be worse than asking again.
    const [extra] = [...args.pairs.keys()].filter(key => key !== 'at')
    if (extra) throw refuse({ code: 'unknown-key', verb: 'decided', key: extra, keys: ['at'] })
    const at = timeAt(args, 'at', 'decided')
    return changed(ctx, request, id, does({ type: 'dismissed', ...(at !== undefined && { at }) }))
  }
  const points = numberAt(args, 'points', 1000)
  const blockDays = numberAt(args, 'block', 3650)
  const frozen = choiceAt(args, 'frozen', ['yes', 'no'])
  const dueOnPage = timeAt(args, 'due', 'due')
  const action: Action = {
    type: 'upheld',
    at: requiredTimeAt(args, 'at', id),
    ...(points !== undefined && { points }),
    ...(blockDays !== undefined && { blockDays }),
    ...(frozen && { frozen: frozen === 'yes' }),
    ...(dueOnPage !== undefined && { dueOnPage }),
  }
  return changed(ctx, request, id, does(action))
}

/** The one appeal: without a confirmation nothing is recorded, and the person is shown what it means. */
export async function appealed(ctx: AppContext, request: Request, args: Arguments): Promise<Content> {
  const id = takeId(args)
  noMoreWords(args)
  const action: Action = { type: 'appealed', at: requiredTimeAt(args, 'at', id) }
  if (choiceAt(args, 'confirm', ['yes', 'no']) === 'yes') return changed(ctx, request, id, does(action))
  const complaint = await ctx.store.load(await findAccessible(ctx, request, id))
  if (!complaint) throw refuse({ code: 'not-found', id })
  const now = ctx.now()
  // Refused first, if it would be refused.
  apply(complaint, action, { by: request.user, at: now })
  return confirmAppeal(complaint, action.at, ctx.rules.calendar, now, request.lang)
}

export function reviewed(ctx: AppContext, request: Request, args: Arguments): Promise<Content> {
  const id = takeId(args)
  const outcome = takeChoice(args, 'reviewed', ['overturned', 'maintained'])
  noMoreWords(args)
  if (!outcome) throw refuse({ code: 'missing', verb: 'reviewed', argument: 'outcome', id })
  const at = timeAt(args, 'at', 'reviewed')
  return changed(ctx, request, id, does({ type: outcome, ...(at !== undefined && { at }) }))
}

export function correctTimes(ctx: AppContext, request: Request, args: Arguments): Promise<Content> {
  const id = takeId(args)
  noMoreWords(args)
  const changes = {
    order: args.pairs.get('order')?.trim(),
    buyer: args.pairs.get('buyer')?.trim(),
    shop: args.pairs.get('shop')?.trim(),
    traded: optionalTimeAt(args, 'traded'),
    filed: keptTimeAt(args, 'filed', id),
    received: keptTimeAt(args, 'received', id),
    'evidence-due': optionalTimeAt(args, 'evidence-due'),
    penalized: keptTimeAt(args, 'penalized', id),
    'appeal-due': optionalTimeAt(args, 'appeal-due'),
    appealed: keptTimeAt(args, 'appealed', id),
  }
  if (args.pairs.size === 0) throw refuse({ code: 'missing', verb: 'correct', argument: 'field', id })
  return changed(ctx, request, id, (complaint, by) => amend(complaint, changes, by))
}

/** Blank or `none` takes the time off the record. */
const optionalTimeAt = (args: Arguments, key: OptionalTime) =>
  isNone(args, key) ? null : timeAt(args, key, key)

/** A time that the record cannot do without: taking it off is refused. */
function keptTimeAt(args: Arguments, key: Exclude<TimeField, OptionalTime>, id: string) {
  if (isNone(args, key)) throw refuse({ code: 'missing', verb: args.verb, argument: key, id })
  return timeAt(args, key, key)
}

export async function assign(ctx: AppContext, request: Request, args: Arguments): Promise<Content> {
  const id = takeId(args)
  const typed = args.words.shift()?.text ?? textAt(args, 'owner')
  noMoreWords(args)
  if (!typed) throw refuse({ code: 'missing', verb: 'assign', argument: 'owner', id })
  const owner = person('owner', typed)
  // Whoever takes it over can only do so as a member of its channel.
  const isKnown =
    owner === request.user || (await requireEligibleOwner(ctx, await findAccessible(ctx, request, id), owner))
  return changed(ctx, request, id, does({ type: 'assigned', owner, ...(!isKnown && { unchecked: true }) }))
}

export function note(ctx: AppContext, request: Request, args: Arguments): Promise<Content> {
  const id = takeId(args)
  return changed(ctx, request, id, does({ type: 'noted', text: takeText(args, 'text', id) }))
}

export function reopenIt(ctx: AppContext, request: Request, args: Arguments): Promise<Content> {
  const id = takeId(args)
  const why = takeText(args, 'why', id)
  return changed(ctx, request, id, (complaint, by) => reopen(complaint, why, by))
}

export function discard(ctx: AppContext, request: Request, args: Arguments): Promise<Content> {
  const id = takeId(args)
  return changed(ctx, request, id, does({ type: 'discarded', why: takeText(args, 'why', id) }))
}

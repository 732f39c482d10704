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
import { confirmAppeal, showReply } from '../../../messages/replies/replies.ts'
import { choiceNames } from '../../../messages/vocabulary.ts'
import { findAccessible, loadAccessible } from '../../access.ts'
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
import { changeComplaint, changeReply } from './change.ts'

type Change = (complaint: Complaint, by: Origin) => Complaint

/** Changes a complaint, and says what changed and what is due next. */
async function changed(ctx: AppContext, request: Request, id: string, change: Change): Promise<Content> {
  const { before, after, at } = await changeComplaint(ctx, request, id, change)
  const added =
    after === before ? addedBy(after, request.via) : after.history.slice(before?.history.length ?? 0)
  return changeReply(ctx, request, { after, added, at })
}

const doing =
  (action: Action): Change =>
  (complaint, by) =>
    apply(complaint, action, by)

export async function show(ctx: AppContext, request: Request, args: Arguments): Promise<Content> {
  const id = takeId(args)
  noMoreWords(args)
  const complaint = await loadAccessible(ctx, request, id)
  const now = ctx.now()
  return showReply(settle(complaint, now), ctx.rules.calendar, now, request.lang)
}

/** `<kind> ... <mark>` ticks one or more kinds of proof; `sent` alone says that the answer was handed in. */
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
  return changed(ctx, request, id, doing({ type: 'answered' }))
}

/** Takes the words that name kinds of proof; one word may name several: `chat,sms`. */
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
  return changed(ctx, request, id, doing({ type: 'withdrawn', ...(at !== undefined && { at }) }))
}

/** Records what the platform's notice says; points are never derived. */
export function decided(ctx: AppContext, request: Request, args: Arguments): Promise<Content> {
  const id = takeId(args)
  const outcome = takeChoice(args, 'decided', ['upheld', 'dismissed'])
  noMoreWords(args)
  if (!outcome) throw refuse({ code: 'missing', verb: 'decided', argument: 'outcome', id })
  if (outcome === 'dismissed') {
    // Asking again is better than dropping what the notice says.
    const [extra] = [...args.pairs.keys()].filter(key => key !== 'at')
    if (extra) throw refuse({ code: 'unknown-key', verb: 'decided', key: extra, keys: ['at'] })
    const at = timeAt(args, 'at', 'decided')
    return changed(ctx, request, id, doing({ type: 'dismissed', ...(at !== undefined && { at }) }))
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
  return changed(ctx, request, id, doing(action))
}

/** Records the one appeal. Without `confirm=yes` it only shows what that means. */
export async function appealed(ctx: AppContext, request: Request, args: Arguments): Promise<Content> {
  const id = takeId(args)
  noMoreWords(args)
  const action: Action = { type: 'appealed', at: requiredTimeAt(args, 'at', id) }
  if (choiceAt(args, 'confirm', ['yes', 'no']) === 'yes') return changed(ctx, request, id, doing(action))
  const complaint = await loadAccessible(ctx, request, id)
  const now = ctx.now()
  // Throws if the confirmed step would be refused.
  apply(complaint, action, { by: request.user, at: now })
  return confirmAppeal(complaint, action.at, ctx.rules.calendar, now, request.lang)
}

export function reviewed(ctx: AppContext, request: Request, args: Arguments): Promise<Content> {
  const id = takeId(args)
  const outcome = takeChoice(args, 'reviewed', ['overturned', 'maintained'])
  noMoreWords(args)
  if (!outcome) throw refuse({ code: 'missing', verb: 'reviewed', argument: 'outcome', id })
  const at = timeAt(args, 'at', 'reviewed')
  return changed(ctx, request, id, doing({ type: outcome, ...(at !== undefined && { at }) }))
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

/** `null`, for blank or `none`, removes the time from the record. */
const optionalTimeAt = (args: Arguments, key: OptionalTime) =>
  isNone(args, key) ? null : timeAt(args, key, key)

/** Refuses to remove a time that the record cannot do without. */
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
  // A person who takes it over has been found to be a member of its channel.
  const isKnown =
    owner === request.user || (await requireEligibleOwner(ctx, await findAccessible(ctx, request, id), owner))
  return changed(ctx, request, id, doing({ type: 'assigned', owner, ...(!isKnown && { unchecked: true }) }))
}

export function note(ctx: AppContext, request: Request, args: Arguments): Promise<Content> {
  const id = takeId(args)
  return changed(ctx, request, id, doing({ type: 'noted', text: takeText(args, 'text', id) }))
}

export function reopenIt(ctx: AppContext, request: Request, args: Arguments): Promise<Content> {
  const id = takeId(args)
  const why = takeText(args, 'why', id)
  return changed(ctx, request, id, (complaint, by) => reopen(complaint, why, by))
}

export function discard(ctx: AppContext, request: Request, args: Arguments): Promise<Content> {
  const id = takeId(args)
  return changed(ctx, request, id, doing({ type: 'discarded', why: takeText(args, 'why', id) }))
}

import { textFields, timeFields } from '../../complaints/complaint.ts'
import type { Content } from '../../messages/content.ts'
import { type VerbName, verbs as verbNames } from '../../messages/verbs.ts'
import type { KeyName } from '../../messages/vocabulary.ts'
import type { AppContext, Request } from '../context.ts'
import { type Arguments, allNames, findName, readArguments, refuse } from '../parsing/arguments.ts'
import type { Command } from '../parsing/command-text.ts'
import { nearest } from '../parsing/nearest.ts'
import { help } from './verbs/help.ts'
import { listComplaints } from './verbs/list.ts'
import { moveIt } from './verbs/move.ts'
import { newComplaint } from './verbs/new.ts'
import { ack, snoozeIt } from './verbs/reactions.ts'
import { settings } from './verbs/settings.ts'
import {
  appealed,
  assign,
  correctTimes,
  decided,
  discard,
  evidence,
  note,
  reopenIt,
  reviewed,
  show,
  withdrawn,
} from './verbs/steps.ts'

type Row = {
  keys: readonly KeyName[]
  run: (ctx: AppContext, request: Request, args: Arguments, typed: string) => Content | Promise<Content>
}

/** The keys that each verb of /complaint takes, and its function. */
const verbs: Record<VerbName, Row> = {
  new: {
    keys: ['order', 'buyer', 'shop', 'traded', 'filed', 'received', 'due', 'owner', 'note'],
    run: newComplaint,
  },
  list: { keys: [], run: listComplaints },
  show: { keys: [], run: show },
  evidence: { keys: [], run: evidence },
  withdrawn: { keys: ['at'], run: withdrawn },
  decided: { keys: ['at', 'points', 'block', 'frozen', 'due'], run: decided },
  appealed: { keys: ['at', 'confirm'], run: appealed },
  reviewed: { keys: ['at'], run: reviewed },
  correct: {
    keys: [...textFields, ...timeFields],
    run: correctTimes,
  },
  ack: { keys: [], run: ack },
  snooze: { keys: ['until'], run: snoozeIt },
  assign: { keys: ['owner'], run: assign },
  note: { keys: [], run: note },
  move: { keys: ['channel'], run: moveIt },
  reopen: { keys: [], run: reopenIt },
  discard: { keys: [], run: discard },
  settings: { keys: ['backup', 'quiet', 'lang'], run: settings },
  help: { keys: [], run: help },
}

/** The verb that was typed, in either language; `help` if nothing was. */
export function readVerb({ verb }: Command): VerbName {
  if (!verb) return 'help'
  const known = findName(verbNames, verb)
  if (known) return known
  const close = nearest(verb, allNames(verbNames))
  throw refuse({ code: 'unknown-verb', typed: verb, ...(close && { nearest: close }) })
}

/** A command's arguments; throws `Refused` for keys that the verb does not take. */
export const argumentsOf = (command: Command, verb: VerbName): Arguments =>
  readArguments(command, verb, verbs[verb].keys)

/**
 * Carries out a command; throws `Refused` if it cannot be done. `typed`: the whole command, repeated in a
 * refusal so that the person need not type it again.
 */
export async function perform(
  ctx: AppContext,
  request: Request,
  command: Command,
  typed: string,
): Promise<Content> {
  const verb = readVerb(command)
  return verbs[verb].run(ctx, request, argumentsOf(command, verb), typed)
}

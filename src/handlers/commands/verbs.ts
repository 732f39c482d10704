import type { Content } from '../../messages/content.ts'
import { type KeyName, type VerbName, verbNames } from '../../messages/vocabulary.ts'
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

/** Every verb of /complaint: the keys it takes and what it does. */
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
    keys: [
      'order',
      'buyer',
      'shop',
      'traded',
      'filed',
      'received',
      'evidence-due',
      'penalized',
      'appeal-due',
      'appealed',
    ],
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

/** The verb that was typed, in either language; nothing typed asks for help. */
export function readVerb({ verb }: Command): VerbName {
  if (!verb) return 'help'
  const known = findName(verbNames, verb)
  if (known) return known
  const close = nearest(verb, allNames(verbNames))
  throw refuse({ code: 'unknown-verb', typed: verb, ...(close && { nearest: close }) })
}

/** What a verb was given; throws `Refused` for keys that it does not take. */
export const argumentsOf = (command: Command, verb: VerbName): Arguments =>
  readArguments(command, verb, verbs[verb].keys)

/** Does what a command asks for; throws `Refused` when it cannot be done. `typed` is given back where it would be lost. */
export async function perform(
  ctx: AppContext,
  request: Request,
  command: Command,
  typed: string,
): Promise<Content> {
  const verb = readVerb(command)
  return verbs[verb].run(ctx, request, argumentsOf(command, verb), typed)
}

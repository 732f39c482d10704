import { type Kind, kinds, type Role } from './cast.ts'
import type { Way } from './requests.ts'

/** The outcomes of a request, explained in `docs/authorization.md`. */
export type Outcome =
  | 'done'
  | 'not found'
  | 'refused'
  | 'nothing'
  | 'never sent'
  | 'invite first'
  | 'archived'
  | 'not listed'
  | 'not checked'
  | 'rules alone'

const isIn = (role: Role) => ['owner', 'member', 'backup person', 'guest in the channel'].includes(role)

/** The expected outcome of a person's request about a complaint of a channel. */
export function outcomeFor(role: Role, kind: Kind, way: Way): Outcome {
  const { archived, app, type } = kinds[kind]
  if (way === 'typed in the channel') {
    if (archived) return 'never sent'
    if (isIn(role)) return 'done'
    return role === 'deactivated' || (role === 'the app itself' && app) ? 'refused' : 'never sent'
  }
  if (role === 'from outside, elsewhere') return 'nothing'
  if (role === 'from outside, in the channel')
    return way === 'button' || way === 'form' ? 'refused' : 'nothing'
  if (role === 'deactivated' || role === 'the app itself') return 'refused'
  // Slack does not list the members of a private channel without the app.
  const canBeChecked = app || type === 'public'
  return isIn(role) && canBeChecked ? 'done' : 'not found'
}

/** The expected outcome of a new complaint: a private channel must have the app first. */
export function outcomeOfNew(role: Role, kind: Kind, way: Way): Outcome {
  const { archived, app, type } = kinds[kind]
  const usual = outcomeFor(role, kind, way)
  if (usual === 'not found') return 'invite first'
  if (usual !== 'done') return usual
  if (archived) return 'archived'
  return app || type === 'public' ? 'done' : 'invite first'
}

/** The expected outcome of `list mine` for the owner of a complaint in the channel. */
export function outcomeOfMine(role: Role, kind: Kind, way: Way): Outcome {
  const usual = outcomeFor(role, kind, way)
  return usual === 'not found' ? 'not listed' : usual
}

/** The expected outcome for a channel's settings, whose form only members can open and send. */
export function outcomeOfSettings(role: Role, kind: Kind, way: Way): Outcome {
  const usual = outcomeFor(role, kind, way)
  if (usual !== 'not found') return usual
  return way === 'button' ? 'not checked' : 'invite first'
}

/** The expected outcome of a move: only the owner may move out of a channel that the app cannot reach. */
export function outcomeOfMove(role: Role, kind: Kind, way: Way): Outcome {
  const { app, type } = kinds[kind]
  const usual = outcomeFor(role, kind, way)
  return usual === 'not found' && role === 'owner' && type === 'private' && !app ? 'done' : usual
}

/** The expected outcome of a question about a complaint: everyone may see the rules. */
export function outcomeOfAsked(role: Role, kind: Kind, way: Way): Outcome {
  const usual = outcomeFor(role, kind, way)
  return usual === 'not found' ? 'rules alone' : usual
}

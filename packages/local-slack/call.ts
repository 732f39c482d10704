import type { Fields } from './fields.ts'
import type { AppManifest } from './manifest.ts'
import { methodFacts } from './method-facts.ts'
import { refuse } from './refusal.ts'
import type { Channel, Team, Workspace } from './workspace.ts'

/** One authorized call of a Web API method. `origin` is this server's address, for links in its answers. */
export type Call = {
  method: string
  workspace: Workspace
  team: Team
  app: AppManifest
  args: Fields
  origin: string
}

/** Gives the answer of a method without `ok`. Throws `Refusal`. */
export type Method = (call: Call) => Fields

/** Refuses with `missing_scope` unless the manifest grants the scope. */
export function needScope(app: AppManifest, scope: string): void {
  if (!app.scopes.includes(scope)) refuse('missing_scope', { needed: scope, provided: app.scopes.join(',') })
}

/** Refuses with `missing_scope` unless the manifest grants the method's scope for this kind of channel. */
export function needScopeFor(call: Call, kind: Channel['kind']): void {
  const scope = methodFacts[call.method]?.scopeByKind?.[kind]
  if (scope !== undefined) needScope(call.app, scope)
}

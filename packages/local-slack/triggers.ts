import { refuse } from './refusal.ts'
import type { ResponseUrl, Trigger, Workspace } from './workspace.ts'

export const triggerLifeMs = 3_000
export const responseUrlLifeMs = 30 * 60_000
export const responseUrlUses = 5

/** A new trigger_id for a person's action. */
export function newTrigger(
  workspace: Workspace,
  from: Pick<Trigger, 'team' | 'user' | 'channel' | 'view'>,
): Trigger {
  const trigger = {
    ...from,
    id: `${workspace.nextId('')}.${from.team}.${workspace.nextId('x').toLowerCase()}`,
    at: workspace.now(),
    used: false,
  }
  workspace.triggers.set(trigger.id, trigger)
  return trigger
}

/**
 * Exchanges a trigger_id, once. Errors: `invalid_trigger_id`, `exchanged_trigger_id`, `expired_trigger_id`.
 */
export function exchangeTrigger(workspace: Workspace, team: string, id: string | undefined): Trigger {
  const trigger = workspace.triggers.get(id ?? '')
  if (trigger === undefined || trigger.team !== team) return refuse('invalid_trigger_id')
  if (trigger.used) return refuse('exchanged_trigger_id')
  if (workspace.now() - trigger.at > triggerLifeMs) return refuse('expired_trigger_id')
  trigger.used = true
  return trigger
}

/** A new response_url; its key is part of the address. */
export function newResponseUrl(
  workspace: Workspace,
  from: Omit<ResponseUrl, 'key' | 'at' | 'uses'>,
): ResponseUrl {
  const url = { ...from, key: `${from.team}/${workspace.nextId('R')}`, at: workspace.now(), uses: 0 }
  workspace.responseUrls.set(url.key, url)
  return url
}

/** Counts one use of a response_url. Errors: `used_url` (unknown or used up), `expired_url`. */
export function useResponseUrl(workspace: Workspace, key: string): ResponseUrl {
  const url = workspace.responseUrls.get(key)
  if (url === undefined || url.uses >= responseUrlUses) return refuse('used_url')
  if (workspace.now() - url.at > responseUrlLifeMs) return refuse('expired_url')
  url.uses += 1
  return url
}

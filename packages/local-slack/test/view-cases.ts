import { seeded } from '../seed.ts'
import {
  home,
  inStack,
  type MethodCases,
  oldTrigger,
  opened,
  sameExternalId,
  three,
  tooLarge,
  usedTrigger,
} from './refusal-arguments.ts'
import { modal } from './sample-app.ts'

const { lin } = seeded

/** A valid call of every `views.*` method, and a call that leads to each of its error codes. */
export const viewCases: MethodCases = {
  'views.open': {
    valid: scene => ({ trigger_id: scene.trigger(), view: modal }),
    words: {
      duplicate_external_id: sameExternalId,
      exchanged_trigger_id: usedTrigger,
      expired_trigger_id: oldTrigger,
      invalid_trigger_id: { trigger_id: '1.2.x', view: modal },
      view_too_large: scene => ({ trigger_id: scene.trigger(), view: { ...modal, ...tooLarge } }),
    },
  },
  'views.publish': {
    valid: { user_id: lin, view: home },
    words: {
      duplicate_external_id: async scene => {
        await scene.open('first')
        return { user_id: lin, view: { ...home, external_id: 'first' } }
      },
      hash_conflict: async scene => {
        await scene.call('views.publish', { form: { user_id: lin, view: home } })
        return { user_id: lin, view: home, hash: '0.old' }
      },
      not_enabled: { appHome: { home_tab_enabled: false }, given: { user_id: lin, view: home } },
      user_not_found: { user_id: 'U0NOBODY', view: home },
      view_too_large: { user_id: lin, view: { ...home, ...tooLarge } },
    },
  },
  'views.push': {
    valid: inStack,
    words: {
      duplicate_external_id: async scene => ({
        ...(await inStack(scene)),
        view: { ...modal, external_id: 'first' },
      }),
      exchanged_trigger_id: usedTrigger,
      expired_trigger_id: oldTrigger,
      invalid_trigger_id: { trigger_id: '1.2.x', view: modal },
      not_found: scene => ({ trigger_id: scene.trigger(), view: modal }),
      push_limit_reached: three,
      view_too_large: scene => ({ trigger_id: scene.trigger(), view: { ...modal, ...tooLarge } }),
    },
  },
  'views.update': {
    valid: opened,
    words: {
      duplicate_external_id: async scene => {
        await scene.call('views.publish', { form: { user_id: lin, view: { ...home, external_id: 'first' } } })
        return { ...(await opened(scene)), view: { ...modal, external_id: 'first' } }
      },
      hash_conflict: async scene => ({ ...(await opened(scene)), hash: '0.old' }),
      not_found: { view_id: 'V0NONE', view: modal },
      view_too_large: async scene => ({ ...(await opened(scene)), view: { ...modal, ...tooLarge } }),
    },
  },
}

import { createPage } from '../../page-api.ts'
import { seeded, takeAppAway } from '../../seed.ts'
import { manifest, startSample } from '../sample-app.ts'

const { features } = manifest
const app_home = { ...features.app_home, messages_tab_enabled: true }
const shortcuts = [
  { ...features.shortcuts[0], name: 'Anywhere' },
  { ...features.shortcuts[1], name: 'On this' },
]

/** The sample app in a workspace with its page, for what the product does not use. */
export async function startSamplePage() {
  const sample = await startSample('http', { rateLimits: false })
  const { slack, stop } = sample
  takeAppAway(slack.workspace, seeded.otherTeam)
  const time = {
    shown: async () => ({ now: Date.now(), ahead: 0, next: undefined, travelling: false }),
    travel: async () => {},
    subscribe: () => () => {},
  }
  const offered = { ...manifest, features: { ...features, app_home, shortcuts } }
  slack.serve(createPage({ slack, manifest: offered, time, person: seeded.emma }))
  return { ...sample, origin: slack.origin.replace('127.0.0.1', 'localhost'), close: stop }
}

export type SamplePage = Awaited<ReturnType<typeof startSamplePage>>

export const plain = (text: string) => ({ type: 'plain_text' as const, text })

export const option = (text: string) => ({ text: plain(text), value: text })

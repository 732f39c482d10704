import type { Delivery } from 'local-slack/delivery.ts'
import { seeded } from 'local-slack/seed.ts'
import { homeOf } from 'local-slack/views.ts'
import type { Shop } from './running.ts'

/** How long a person may have to wait in the worst of these measurements. */
const patience = 120_000

/** What people do, each by as many persons as it takes for the rate limit to be no part of it. */
export function peopleOf({ slack }: Shop) {
  let count = 0
  /** Somebody new who looks like Lin: the owner of the complaints. */
  function somebody(): string {
    const { users, channels } = slack.workspace
    const lin = users.get(seeded.lin)
    const id = `U0PERSON${count++}`
    if (lin) users.set(id, { ...lin, id })
    channels.get(seeded.shopA)?.members.add(id)
    return id
  }

  /** Until the person reads the answer. */
  async function answered(command: string, text: string, user = somebody()): Promise<number> {
    const began = performance.now()
    const done: Delivery = await slack.deliver.command({ user, channel: seeded.shopA, command, text })
    await slack.until(() => done.ephemerals[0], patience)
    return performance.now() - began
  }

  async function home(): Promise<number> {
    const { workspace } = slack
    const began = performance.now()
    const team = { id: seeded.team }
    const before = homeOf(workspace, team, seeded.lin)?.fields
    await slack.deliver.openHome({ user: seeded.lin })
    await slack.until(() => {
      const fields = homeOf(workspace, team, seeded.lin)?.fields
      return fields === before ? undefined : fields
    }, patience)
    return performance.now() - began
  }

  return { answered, home }
}

import type { Delivery } from 'local-slack/delivery.ts'
import { seeded } from 'local-slack/seed.ts'
import { homeOf } from 'local-slack/views.ts'
import type { Shop } from './running.ts'

/** More than the longest wait that is measured. */
const timeoutMs = 120_000

/** Actions of people, each by a new person, so that the rate limit per person does not slow them. */
export function peopleOf({ slack }: Shop) {
  let count = 0
  /** Adds a copy of Lin, the owner of the complaints. */
  function addPerson(): string {
    const { users, channels } = slack.workspace
    const lin = users.get(seeded.lin)
    const id = `U0PERSON${count++}`
    if (lin) users.set(id, { ...lin, id })
    channels.get(seeded.shopA)?.members.add(id)
    return id
  }

  /** Time until the person reads the answer. */
  async function answered(command: string, text: string, user = addPerson()): Promise<number> {
    const began = performance.now()
    const delivery: Delivery = await slack.deliver.command({ user, channel: seeded.shopA, command, text })
    await slack.until(() => delivery.ephemerals[0], timeoutMs)
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
    }, timeoutMs)
    return performance.now() - began
  }

  return { answered, home }
}

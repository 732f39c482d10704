import { DAY, HOUR, type Instant, SECOND } from '../src/time/beijing.ts'
import { randomOf } from './chance.ts'
import { type Chronicle, counted, emptyChronicle, type Said } from './chronicle.ts'
import { faultsOf } from './faults.ts'
import { letSet } from './habits.ts'
import { createHost, type Life } from './host.ts'
import { lifeOf } from './lives.ts'
import { createMemoryEngine, earliestWake, noRows } from './memory-engine.ts'
import { createMemorySlack } from './memory-slack.ts'
import { createLuck } from './mishap.ts'
import { letLive } from './people.ts'
import { workspaces } from './places.ts'
import { openProcess, type Process } from './process.ts'
import { rushIn } from './rush.ts'
import { createTimeline } from './timeline.ts'

const start: Instant = Date.UTC(2026, 0, 1) - 8 * HOUR
const complaints = 31
const storeMishaps = ['store failed', 'store failed after writing', 'slow store'] as const

/** Lives through one year of three workspaces, the same for the same seed; what happened in it. */
export async function liveYear(seed: number): Promise<Chronicle> {
  const end = start + 365 * DAY
  const timeline = createTimeline(start)
  const chronicle = emptyChronicle(start, end)
  const usual = faultsOf(randomOf(seed, 'weather'), { start, end })
  const { faults, lives: rush } = rushIn(usual, randomOf(seed, 'rush'), { start, end })
  const luck = createLuck({ timeline, chronicle })
  const rows = noRows()

  const host = createHost<Process>({ timeline, chronicle, random: randomOf(seed, 'host') }, open)
  const hearing = new Map<string, (said: Said) => void>()
  const onSaid = (said: Said) => hearing.get(said.key?.split(':')[0] ?? '')?.(said)
  const world = { timeline, chronicle, random: randomOf(seed, 'slack'), luck, faults, onSaid }
  const slacks = new Map(workspaces.map(each => [each.team, createMemorySlack(each, world, host.pass)]))
  const storeLuck = randomOf(seed, 'store')
  timeline.sleepsUntil(() => (earliestWake(rows) ?? end) - host.offset())

  function open(life: Life): Process {
    const store = <T>(work: () => T) => {
      const mishap = luck.strikes(storeMishaps)
      const ms =
        mishap === 'slow store'
          ? storeLuck.between(SECOND, 5 * SECOND)
          : storeLuck.yes(0.05)
            ? storeLuck.between(1, 50)
            : 0
      return host.pass(life, { to: 'store', ms }, () => {
        if (mishap === 'store failed') throw new Error('the disk failed')
        const result = work()
        if (mishap === 'store failed after writing') throw new Error('the connection broke')
        return result
      })
    }
    const own = new Map([...slacks].map(([team, slack]) => [team, slack.of(life)]))
    return openProcess({
      clock: {
        now: host.now,
        after(ms, work) {
          const alive = () => life.alive && work()
          const time = timeline.now() + ms
          return timeline.lookAt(time, alive)
        },
      },
      engine: createMemoryEngine(rows, store),
      slackOf: team => {
        const slack = own.get(team)
        if (!slack) throw new Error(`no workspace ${team}`)
        return slack
      },
      count: what => counted(chronicle, `outbox: ${what}`),
    })
  }

  bringAbout()
  letSet({ timeline, chronicle, random: randomOf(seed, 'habits'), host }, { start, end })
  const random = randomOf(seed, 'lives')
  for (let n = 0; n < complaints; n++) {
    const workspace = random.pick(workspaces)
    const at = random.between(start + DAY, end - 75 * DAY)
    live(lifeOf(random, { name: `c${n}`, start: at, workspace, soonOver: 70 }))
  }
  for (const life of rush) live(life)
  host.start()
  await timeline.run(end)
  for (const { life } of [...host.running()]) host.end(life)
  for (const [key, text] of rows.texts) {
    if (!key.startsWith('complaint:')) continue
    const { id, history }: { id: string; history: { via?: string }[] } = JSON.parse(text)
    chronicle.kept.set(
      id,
      history.map(({ via }) => via),
    )
  }
  return chronicle

  function live(life: ReturnType<typeof lifeOf>) {
    const people = randomOf(seed, `people ${life.name.replace(/^c/, '')}`)
    const { id, hear } = letLive({ timeline, chronicle, random: people, host }, life, id => hearing.has(id))
    hearing.set(id, hear)
  }

  /** Lets everything of the weather happen at its time. */
  function bringAbout() {
    const span = (what: string, each: { from: Instant; to?: Instant; team?: string; channel?: string }) => {
      counted(chronicle, what)
      chronicle.broken.push({ ...each, what, to: each.to ?? end })
    }
    for (const { at, mishap, after } of faults.mishaps) timeline.at(at, () => luck.await(mishap, after))
    for (const crash of faults.crashes) timeline.at(crash.at, () => host.crashAt(crash))
    for (const { from, to, team } of faults.slackDown) span('Slack down', { from, to, team })
    for (const { from, to, team, channel } of faults.rateLimits)
      span('429 spell', { from, to, team, channel })
    for (const { from, to, team, channel } of faults.deadChannels) {
      span('dead channel', { from, team, channel, ...(to !== undefined && { to }) })
      if (to !== undefined) counted(chronicle, 'channel came back')
    }
    for (const { from, to, team } of faults.blind) {
      counted(chronicle, 'no right to look for messages')
      void [from, to, team]
    }
    for (const { from, to, ms } of faults.clockSteps) {
      span(ms > 0 ? 'clock ahead' : 'clock back', { from, to })
      timeline.at(from, () => host.setClock(ms))
      timeline.at(to, () => host.setClock(0))
    }
    for (const { at, overlap } of faults.deploys) timeline.at(at, () => deploy(overlap))
    chronicle.away.push(...faults.away)
    for (const at of faults.cardsDeleted) timeline.at(at, deleteACard)
  }

  /** Another process is started and the old one asked to end, at once or after a while in which both run. */
  function deploy(overlap: number) {
    const [old] = host.running()
    if (!old) return
    counted(chronicle, overlap > 0 ? 'two processes' : 'deploy')
    const stop = async () => {
      old.life.accepting = false
      await old.process.scheduler.stop()
      if (old.life.alive) host.end(old.life, 2 * SECOND)
    }
    host.start()
    timeline.at(timeline.now() + overlap, stop)
  }

  function deleteACard() {
    const card = chronicle.said.findLast(({ key }) => key?.includes(':card:'))
    if (!card) return
    slacks.get(card.team)?.remove(card.channel, card.ts)
    counted(chronicle, 'card deleted')
  }
}

import { isDeepStrictEqual } from 'node:util'
import { DAY, HOUR, type Instant, SECOND } from '../src/time/beijing.ts'
import { type Chronicle, counted, type Setting } from './chronicle.ts'
import type { Host } from './host.ts'
import type { Process } from './process.ts'
import type { Random } from './random.ts'
import type { Timeline } from './timeline.ts'
import { type Workspace, workspaces } from './workspaces.ts'

type World = { timeline: Timeline; chronicle: Chronicle; random: Random; host: Host<Process> }

const nights = [
  { start: 22 * 60, end: 8 * 60 },
  { start: 22 * 60, end: 8 * 60 },
  { start: 23 * 60 + 30, end: 6 * 60 },
  { start: 12 * 60, end: 13 * 60 + 30 },
  null,
] as const

/** Sets each channel's quiet hours, backups and language at the start, and changes them now and then. */
export function simulateSettings(world: World, year: { start: Instant; end: Instant }) {
  const { timeline, chronicle, random } = world
  for (const workspace of workspaces)
    for (const channel of workspace.channels) {
      chronicle.settings.set(channel, [
        { at: year.start, quiet: { start: 22 * 60, end: 8 * 60 }, backup: [], lang: 'zh' },
      ])
      const times = [
        year.start + HOUR,
        ...Array.from({ length: 6 }, () => random.between(year.start + DAY, year.end - 5 * DAY)),
      ]
      for (const at of times)
        if (random.yes(0.7))
          timeline.at(at, () => void set(world, { workspace, channel }, choose(random, workspace)))
    }
}

const choose = (random: Random, { people }: Workspace): Partial<Omit<Setting, 'at'>> => ({
  ...(random.yes(0.7) && { quiet: random.pick(nights) }),
  ...(random.yes(0.7) && {
    backup: random.pick([
      [],
      [random.pick(people)],
      [random.pick(people)],
      people.filter((_, index) => index < 2),
    ]),
  }),
  ...(random.yes(0.3) && { lang: random.pick(['zh', 'en'] as const) }),
})

/**
 * Repeats a change of settings until the app has taken it. After a lost answer it looks first whether the
 * change is there.
 */
async function set(
  { timeline, chronicle, host }: World,
  { workspace: { team }, channel }: { workspace: Workspace; channel: string },
  changes: Partial<Omit<Setting, 'at'>>,
): Promise<void> {
  let tried: Instant | undefined

  async function take({ channels, now }: Process): Promise<Setting> {
    if (tried !== undefined) {
      const known = await channels.settings(team, channel)
      if (isDeepStrictEqual({ ...known, ...changes }, known)) return { ...known, at: tried }
    }
    tried = timeline.now()
    const settings = await channels.change({ team, channel }, changes, now())
    return { ...settings, at: timeline.now() }
  }

  for (;;) {
    const process = host.anyone()?.process
    const trying = process && take(process).catch(() => undefined)
    const setting = await Promise.race([trying, timeline.pause(10 * SECOND).then(() => undefined)])
    if (!setting) {
      await timeline.pause(60 * SECOND)
      continue
    }
    const { at, quiet, backup, lang } = setting
    chronicle.settings.get(channel)?.push({ at, quiet, backup, lang })
    counted(chronicle, 'settings changed')
    process?.scheduler.nudge()
    return
  }
}

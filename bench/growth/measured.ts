import { seeded } from 'local-slack/seed.ts'
import { peopleOf } from './people.ts'
import type { Delay, Shop } from './running.ts'

export type Figures = Record<string, number>

const median = (times: number[]): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN

async function medianOf(times: number, work: () => Promise<number>): Promise<number> {
  const measured: number[] = []
  for (let n = 0; n < times; n++) measured.push(await work())
  return median(measured)
}

/** Time until no wake-up is due; a channel that is being planned again has one. */
async function untilIdle(shop: Shop): Promise<number> {
  const began = performance.now()
  while ((await shop.metric('shensu_backlog')) > 0) await new Promise(resolve => setTimeout(resolve, 100))
  return performance.now() - began
}

/** Measures how long people wait and how long their actions block the event loop, in ms. */
export async function measure(shop: Shop, { id, times }: { id: string; times: number }): Promise<Figures> {
  const { answered, home } = peopleOf(shop)
  const figures: Figures = { start: shop.startMs, 'rss after start': await shop.rssMb() }
  const work: Record<string, () => Promise<number>> = {
    list: () => answered('/complaint', 'list'),
    'list mine': () => answered('/complaint', 'list mine', seeded.lin),
    show: () => answered('/complaint', `show ${id}`),
    question: () => answered('/harassment', '多久要交凭证'),
    home,
  }
  await answered('/complaint', 'help')
  await shop.maxDelay()
  const delays: Delay[] = []
  async function recordDelay(what: string) {
    const delay = await shop.maxDelay()
    figures[`${what}, delay`] = delay.delay
    figures[`${what}, busy`] = delay.busy
    delays.push(delay)
  }
  for (const [name, each] of Object.entries(work)) {
    figures[name] = await medianOf(times, each)
    await recordDelay(name)
  }
  figures.settings = await answered('/complaint', 'settings quiet=21:30-07:30')
  figures['settings, all planned'] = figures.settings + (await untilIdle(shop))
  await recordDelay('settings')
  figures['longest delay'] = Math.max(...delays.map(({ delay }) => delay))
  figures['longest busy'] = Math.max(...delays.map(({ busy }) => busy))
  figures.rss = await shop.rssMb()
  return figures
}

import type { Run as Timed } from './load.ts'

/** `cpu`: the server's processor time for a request, in ms. */
export type Run = Timed & { cpu: number }
type Round = { real: Run; bare: Run }
export type Result = { kind: string; goal: number; bytes: number; runs: Round[] }

const median = (numbers: number[]) =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN

const head = [
  'command',
  'of bare Bolt (goal)',
  'p99, of bare Bolt (goal)',
  'a second: app, bare',
  'p99 in ms: app, bare',
  'processor ms: app, bare',
  'answer',
]

/** A table of medians over the rounds, ratios first. */
export function tableOf(results: Result[]): string {
  const rows = results.map(({ kind, goal, bytes, runs }) => {
    const of = (read: (round: Round) => number, digits: number) => median(runs.map(read)).toFixed(digits)
    const both = (read: (run: Run) => number, digits: number) =>
      `${of(({ real }) => read(real), digits)}, ${of(({ bare }) => read(bare), digits)}`
    return [
      `\`${kind}\``,
      `**${of(({ real, bare }) => real.perSecond / bare.perSecond, 2)}** (${goal})`,
      `${of(({ real, bare }) => real.p99 / bare.p99, 2)} (1.3)`,
      both(run => run.perSecond, 0),
      both(run => run.p99, 0),
      both(run => run.cpu, 2),
      `${bytes} bytes`,
    ]
  })
  return [head, head.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n')
}

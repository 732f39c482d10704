// Typed commands beside a Bolt app that acks a constant: `npm run bench:commands [-- --quick] [-- --json FILE]`.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { drive, type Fields, type Run as Timed, wire } from './commands/load.ts'

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean' },
    json: { type: 'string' },
    prof: { type: 'string' },
    only: { type: 'string' },
  },
})
const rounds = values.quick ? 3 : 7
const perRound = values.quick ? 1_000 : 3_000
/** Few, for each of them stays. */
const newPerRound = Math.round(perRound / 3)
const inFlight = 64
const secret = 'bench-secret'
/** Each may ask 120 times at once and once a second then; nobody here asks half as often. */
const people = 1_000
/** Where complaints are recorded. Slack takes a card a second in each, so most cards come after the benchmark. */
const channels = 20
/** Complaints in the channel that is listed. */
const listed = 8

type Run = Timed & { cpu: number }
type Kind = {
  name: string
  goal: number
  perRound: number
  isGood: (body: string) => boolean
  fields: (n: number) => Fields
}

/** Questions that the book covers; one that it does not is counted in the store. */
const questions = [
  '几天内举证',
  '什么算恶意骚扰',
  '申诉要在多久之内提交',
  '会扣几分',
  '买家撤销投诉了还要处理吗',
  '账号会被屏蔽几天',
  '可以申诉几次',
  '要提供哪些证据',
  'how long do I have to answer',
  'how many points are deducted',
  'can I appeal twice',
  'what counts as harassment',
]

const received = new Date(Date.now() - 3_600_000).toISOString()
const kinds: Kind[] = [
  {
    name: '/harassment <question>',
    goal: 0.85,
    perRound,
    isGood: body => body.includes('"block_id":"rule:') && !body.includes('"rule:none"'),
    fields: n => ({
      command: '/harassment',
      text: questions[n % questions.length] ?? '',
      channel_id: 'CASK',
    }),
  },
  {
    name: '/complaint list',
    goal: 0.85,
    perRound,
    isGood: body => body.includes('H-'),
    fields: () => ({ command: '/complaint', text: 'list', channel_id: 'CLIST' }),
  },
  {
    name: '/complaint new',
    goal: 0.5,
    perRound: newPerRound,
    isGood: body => body.includes('已记录'),
    fields: n => ({
      command: '/complaint',
      text: `new order=bench-${n} received=${received}`,
      channel_id: `CNEW${n % channels}`,
    }),
  },
]

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'shensu-bench-'))
const children: ChildProcess[] = []

/** Starts a process and gives the port that it says it listens on. */
async function start(args: string[], env: Record<string, string> = {}): Promise<number> {
  const child = spawn(process.execPath, args, { env: { PATH: process.env.PATH, ...env }, cwd: folder })
  children.push(child)
  child.stderr.pipe(process.stderr)
  return new Promise((resolve, reject) => {
    child.once('exit', code => reject(new Error(`${args[0]} ended with ${code}`)))
    let said = ''
    child.stdout.on('data', chunk => {
      said = `${said}${chunk}`.slice(-10_000)
      const port = /"port":(\d+)/.exec(said)?.[1]
      if (port) resolve(Number(port))
    })
  })
}

let sent = 0
/** A command as bytes, from somebody, as a delivery of its own. */
function request(fields: Fields) {
  const n = sent++
  const delivery = { token: 'x', team_id: 'T1', team_domain: 'bench', channel_name: 'shop', api_app_id: 'A1' }
  const url = 'http://127.0.0.1:9/commands/none'
  const who = {
    user_id: `U${n % people}`,
    user_name: 'somebody',
    response_url: url,
    trigger_id: `${n}.bench`,
  }
  return wire({ ...delivery, ...who, ...fields }, secret, Math.floor(Date.now() / 1000))
}
let orders = 0
const requests = ({ fields }: Kind, count: number) =>
  Array.from({ length: count }, () => request(fields(orders++)))

/** Waits until the cards of the complaints to be listed are posted. */
async function settled(port: number) {
  for (;;) {
    const { backlog } = JSON.parse(await (await fetch(`http://127.0.0.1:${port}/readyz`)).text())
    if (backlog === 0) return
    await new Promise(resolve => setTimeout(resolve, 100))
  }
}

/** How many bytes the real app's answers to a command have on average. */
async function sizeOf(port: number, kind: Kind): Promise<number> {
  const sizes: number[] = []
  const isGood = (body: string) => {
    sizes.push(Buffer.byteLength(body))
    return kind.isGood(body)
  }
  await drive(port, requests(kind, questions.length), { inFlight: 1, isGood })
  return Math.round(sizes.reduce((all, size) => all + size) / sizes.length)
}

/** Processor time of a process so far, in ms; Linux only. */
function cpuOf(pid = 0): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ')
  return (Number(fields[13]) + Number(fields[14])) * 10
}

const median = (numbers: number[]) =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN

process.once('exit', () => {
  for (const child of children) child.kill()
})
const prof = values.prof ? ['--cpu-prof', `--cpu-prof-dir=${values.prof}`] : []
const api = await start([path('commands/servers.ts'), 'slack'])
const real = await start([...prof, path('../src/main.ts')], {
  SLACK_BOT_TOKEN: 'xoxb-bench',
  SLACK_SIGNING_SECRET: secret,
  SLACK_API_URL: `http://127.0.0.1:${api}/api/`,
  DATABASE_URL: `sqlite://${join(folder, 'bench.sqlite')}`,
  HOST: '127.0.0.1',
  PORT: '0',
})

const seed = Array.from({ length: listed }, (_, n) =>
  request({ command: '/complaint', text: `new order=listed-${n} received=${received}`, channel_id: 'CLIST' }),
)
await drive(real, seed, { inFlight: 1, isGood: body => body.includes('已记录') })
await settled(real)
const sizes: number[] = []
for (const kind of kinds) sizes.push(await sizeOf(real, kind))

const results = []
for (const [at, kind] of kinds.entries()) {
  if (!kind.name.includes(values.only ?? '')) continue
  const command = kind.fields(0).command?.slice(1) ?? ''
  const bare = await start([
    path('commands/servers.ts'),
    'bare',
    secret,
    JSON.stringify({ [command]: sizes[at] }),
  ])
  const isGoodFor = (port: number) => (port === real ? kind.isGood : () => true)
  const one = async (port: number) => {
    const pid = (port === real ? children[1] : children.at(-1))?.pid
    const before = cpuOf(pid)
    const run = await measured(port)
    return { ...run, cpu: (cpuOf(pid) - before) / kind.perRound }
  }
  const measured = (port: number) =>
    drive(port, requests(kind, kind.perRound), { inFlight, isGood: isGoodFor(port) })
  // Everybody has been asked about, and everything is compiled.
  for (const port of [real, bare]) await one(port)
  const runs: { real: Run; bare: Run }[] = []
  for (let round = 0; round < rounds; round++) {
    const first = round % 2 === 0 ? real : bare
    const runFirst = await one(first)
    const runSecond = await one(first === real ? bare : real)
    runs.push(first === real ? { real: runFirst, bare: runSecond } : { real: runSecond, bare: runFirst })
  }
  children.at(-1)?.removeAllListeners('exit').kill()
  results.push({ kind: kind.name, goal: kind.goal, bytes: sizes[at], runs })
}

const of = (runs: { real: Run; bare: Run }[], read: (run: { real: Run; bare: Run }) => number) =>
  median(runs.map(read))
const rows = results.map(({ kind, goal, bytes, runs }) => ({
  kind,
  bytes,
  goal,
  ratio: of(runs, ({ real, bare }) => real.perSecond / bare.perSecond),
  p99Ratio: of(runs, ({ real, bare }) => real.p99 / bare.p99),
  real: of(runs, ({ real }) => real.perSecond),
  bare: of(runs, ({ bare }) => bare.perSecond),
  realCpu: of(runs, ({ real }) => real.cpu),
  bareCpu: of(runs, ({ bare }) => bare.cpu),
  realP99: of(runs, ({ real }) => real.p99),
  bareP99: of(runs, ({ bare }) => bare.p99),
}))
const versionOf = (name: string): string =>
  JSON.parse(readFileSync(path(`../node_modules/${name}/package.json`), 'utf8')).version
const machine = `${cpus().length} x ${cpus()[0]?.model}, Node ${process.version}, Bolt ${versionOf('@slack/bolt')}`
console.log(
  `${machine}; ${rounds} rounds of ${perRound} (new: ${newPerRound}), ${inFlight} in flight, medians\n`,
)
console.log(
  '| command | of bare Bolt (goal) | p99, of bare Bolt | a second: app, bare | p99 in ms: app, bare | answer |',
)
console.log('| --- | --- | --- | --- | --- | --- |')
for (const { realCpu, bareCpu, kind, ratio, goal, p99Ratio, real, bare, realP99, bareP99, bytes } of rows)
  console.log(
    `| \`${kind}\` | **${ratio.toFixed(2)}** (${goal}) | ${p99Ratio.toFixed(2)} | ${real.toFixed(0)}, ${bare.toFixed(0)} | ${realP99.toFixed(0)}, ${bareP99.toFixed(0)} | ${bytes} bytes | ${realCpu.toFixed(3)} ${bareCpu.toFixed(3)}`,
  )
if (values.json)
  writeFileSync(values.json, `${JSON.stringify({ machine, inFlight, perRound, results }, null, 2)}\n`)
const app = children[1]
if (values.prof && app) {
  app.removeAllListeners('exit').kill()
  await new Promise(resolve => app.once('exit', resolve))
}
for (const child of children) child.removeAllListeners('exit').kill('SIGKILL')
rmSync(folder, { recursive: true, force: true })

// `npm run bench:commands [-- --quick --listed 20 --json FILE]` measures typed commands, compared with a Bolt
// app that acks a constant.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { type Kind, kinds, received } from './commands/kinds.ts'
import { drive, type Fields, wire } from './commands/load.ts'
import { type Result, type Run, tableOf } from './commands/table.ts'

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean' },
    json: { type: 'string' },
    prof: { type: 'string' },
    only: { type: 'string' },
    listed: { type: 'string', default: '8' },
  },
})
const rounds = values.quick ? 3 : 7
const perRound = values.quick ? 1_000 : 5_000
/** Rounds that are not counted, so that everything is compiled. */
const warmUps = values.quick ? 2 : 4
const inFlight = 64
const secret = 'bench-secret'
/** Enough that none reaches the rate limit of 120 commands at once and then one a second. */
const people = 1_000
/** Number of complaints in the listed channel. */
const listed = Number(values.listed)

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'shensu-bench-'))
const children: ChildProcess[] = []

/** Starts a process and returns the port that it prints. */
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
/** The bytes of a command, as a new delivery from the next person. */
function request(fields: Fields) {
  const n = sent++
  const delivery = { token: 'x', team_id: 'T1', team_domain: 'bench', channel_name: 'shop', api_app_id: 'A1' }
  const url = 'http://127.0.0.1:9/commands/none'
  const who = {
    user_id: `U${n % people}`,
    user_name: 'person',
    response_url: url,
    trigger_id: `${n}.bench`,
  }
  return wire({ ...delivery, ...who, ...fields }, secret, Math.floor(Date.now() / 1000))
}
let orders = 0
const countOf = ({ share }: Kind) => Math.round(perRound * share)
const requests = ({ fields }: Kind, count: number) =>
  Array.from({ length: count }, () => request(fields(orders++)))

/** Waits until the cards of the listed complaints are posted. */
async function settled(port: number) {
  for (;;) {
    const { backlog } = JSON.parse(await (await fetch(`http://127.0.0.1:${port}/readyz`)).text())
    if (backlog === 0) return
    await new Promise(resolve => setTimeout(resolve, 100))
  }
}

/** The mean size in bytes of the real app's answers to a command. */
async function sizeOf(port: number, kind: Kind): Promise<number> {
  const sizes: number[] = []
  const isGood = (body: string) => {
    sizes.push(Buffer.byteLength(body))
    return kind.isGood(body)
  }
  await drive(port, requests(kind, 12), { inFlight: 1, isGood })
  return Math.round(sizes.reduce((all, size) => all + size) / sizes.length)
}

/** The processor time of a process's threads in ms; Linux only. */
function cpuOf(pid = 0): number {
  const tasks = `/proc/${pid}/task`
  const nanoseconds = readdirSync(tasks).map(task =>
    Number(readFileSync(join(tasks, task, 'schedstat'), 'utf8').split(' ')[0]),
  )
  return nanoseconds.reduce((all, each) => all + each, 0) / 1e6
}

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

const results: Result[] = []
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
    return { ...run, cpu: (cpuOf(pid) - before) / countOf(kind) }
  }
  const measured = (port: number) =>
    drive(port, requests(kind, countOf(kind)), { inFlight, isGood: isGoodFor(port) })
  for (let round = 0; round < warmUps; round++) for (const port of [real, bare]) await one(port)
  const runs: { real: Run; bare: Run }[] = []
  for (let round = 0; round < rounds; round++) {
    const first = round % 2 === 0 ? real : bare
    const runFirst = await one(first)
    const runSecond = await one(first === real ? bare : real)
    runs.push(first === real ? { real: runFirst, bare: runSecond } : { real: runSecond, bare: runFirst })
  }
  children.at(-1)?.removeAllListeners('exit').kill()
  results.push({ kind: kind.name, goal: kind.goal, bytes: sizes[at] ?? 0, runs })
}

const versionOf = (name: string): string =>
  JSON.parse(readFileSync(path(`../node_modules/${name}/package.json`), 'utf8')).version
const machine = `${cpus().length} x ${cpus()[0]?.model}, Node ${process.version}, Bolt ${versionOf('@slack/bolt')}`
console.log(
  `${machine}; ${rounds} rounds of ${perRound} (new: a third), ${inFlight} in flight over raw sockets, ${listed} listed, medians\n`,
)
console.log(tableOf(results))
if (values.json)
  writeFileSync(values.json, `${JSON.stringify({ machine, inFlight, perRound, results }, null, 2)}\n`)
const app = children[1]
if (values.prof && app) {
  app.removeAllListeners('exit').kill()
  await new Promise(resolve => app.once('exit', resolve))
}
for (const child of children) child.removeAllListeners('exit').kill('SIGKILL')
rmSync(folder, { recursive: true, force: true })

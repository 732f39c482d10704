import { readFileSync } from 'node:fs'
import { registerHooks, stripTypeScriptTypes } from 'node:module'
import { fileURLToPath } from 'node:url'
import { covered, type Side, withPoints } from './points.ts'

// Runs the app in a process that kills itself at an await. An order's `at` is `<site> <side> <n>`: the n-th
// time that this point is passed.

export type Order =
  | { do: 'open'; path: string; apiUrl: string; now: number; at: string | undefined }
  | { do: 'go'; now: number }
  | { do: 'close' }
/** The replies to orders. `there`: time reached; `next`: the next wake-up; `passed`: passes by point. */
export type Report =
  | { is: 'ready'; sites: string[] }
  | { is: 'open'; port: number }
  | { is: 'there'; next: number | undefined }
  | { is: 'closed'; passed: [point: string, times: number][] }

const root = fileURLToPath(new URL('../../', import.meta.url))
const sites: string[] = []
registerHooks({
  load(url, context, load) {
    if (!covered.test(url)) return load(url, context)
    const path = fileURLToPath(url)
    const sound = stripTypeScriptTypes(readFileSync(path, 'utf8'))
    const counted = withPoints(sound, path.slice(root.length))
    sites.push(...counted.sites)
    return { format: 'module', source: counted.source, shortCircuit: true }
  },
})

let passed = new Map<string, number>()
let killAt: string | undefined
globalThis.passing = (site: string, side: Side) => {
  const point = `${site} ${side}`
  const times = (passed.get(point) ?? 0) + 1
  passed.set(point, times)
  if (`${point} ${times}` === killAt) process.kill(process.pid, 'SIGKILL')
}
globalThis.passed = (site, value) => {
  globalThis.passing(site, 'after')
  return value
}

const { openApp } = await import('./app.ts')
let app: Awaited<ReturnType<typeof openApp>> | undefined
const tell = (report: Report) => void process.send?.(report, () => {})

process.on('message', async (order: Order) => {
  if (order.do === 'open') {
    passed = new Map()
    killAt = order.at
    app = await openApp(order)
    tell({ is: 'open', port: app.port })
  }
  if (order.do === 'go') tell({ is: 'there', next: await app?.goTo(order.now) })
  if (order.do === 'close') {
    killAt = undefined
    await app?.close()
    tell({ is: 'closed', passed: [...passed] })
  }
})
// The parent process has ended.
process.on('disconnect', () => process.exit())
tell({ is: 'ready', sites })

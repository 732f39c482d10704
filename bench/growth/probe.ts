// Loaded into the measured process: answers each message with the longest event loop delays since the last
// one.
import { monitorEventLoopDelay } from 'node:perf_hooks'

const everyMs = 5
const delays = monitorEventLoopDelay({ resolution: everyMs })
delays.enable()
let before = process.threadCpuUsage()
let busiest = 0
setInterval(() => {
  const { user, system } = process.threadCpuUsage(before)
  busiest = Math.max(busiest, (user + system) / 1000)
  before = process.threadCpuUsage()
}, everyMs).unref()
process.on('message', () => {
  process.send?.({ delay: delays.max / 1e6, busy: busiest })
  delays.reset()
  busiest = 0
})
process.channel?.unref()

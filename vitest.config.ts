import { existsSync, statfsSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

const memory = '/dev/shm'
const gigabyte = 1024 ** 3

/** Files of tests go to memory where there is room: they are real SQLite files, and a slow disk does not slow every commit. */
function roomInMemory(): boolean {
  if (!existsSync(memory)) return false
  const { bavail, bsize } = statfsSync(memory)
  return bavail * bsize > gigabyte
}

/** Folders whose tests are pure: they share a process, which spares them loading the same modules again. */
const pure = ['complaints', 'messages', 'rules', 'schedule', 'time']

/** `npm test` runs `*.test.ts` but for `*.long.test.ts`, which `npm run test:long` (mode `long`) runs. */
export default defineConfig(({ mode }) => {
  const isLong = mode === 'long'
  const files = `**/*${isLong ? '.long' : ''}.test.ts`
  const inPure = pure.map(folder => `test/${folder}/${files}`)
  const exclude = ['**/node_modules/**', ...(isLong ? [] : ['**/*.long.test.ts'])]
  const all = ['test', 'packages'].map(folder => `${folder}/${files}`)
  return {
    test: {
      env: {
        ...(roomInMemory() && { TMPDIR: memory }),
        // Processes that tests start, of which there are many, load compiled code.
        NODE_COMPILE_CACHE: new URL('node_modules/.cache/compiled', import.meta.url).pathname,
      },
      maxWorkers: 2,
      testTimeout: 120_000,
      hookTimeout: 120_000,
      projects: [
        { extends: true, test: { name: 'pure', include: inPure, exclude, isolate: false } },
        { extends: true, test: { name: 'app', include: all, exclude: [...exclude, ...inPure] } },
      ],
    },
  }
})

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

/** `npm test` runs `*.test.ts` but for `*.long.test.ts`, which `npm run test:long` (mode `long`) runs. */
export default defineConfig(({ mode }) => ({
  test: {
    include: ['test', 'packages'].map(folder => `${folder}/**/*${mode === 'long' ? '.long' : ''}.test.ts`),
    exclude: ['**/node_modules/**', ...(mode === 'long' ? [] : ['**/*.long.test.ts'])],
    env: {
      ...(roomInMemory() && { TMPDIR: memory }),
      // Processes that tests start, of which there are many, load compiled code.
      NODE_COMPILE_CACHE: new URL('node_modules/.cache/compiled', import.meta.url).pathname,
    },
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
}))

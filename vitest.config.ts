import { defineConfig } from 'vitest/config'

/** `npm test` runs `*.test.ts` but for `*.long.test.ts`, which `npm run test:long` (mode `long`) runs. */
export default defineConfig(({ mode }) => ({
  test: {
    include: ['test', 'local-slack'].map(folder => `${folder}/**/*${mode === 'long' ? '.long' : ''}.test.ts`),
    exclude: ['**/node_modules/**', ...(mode === 'long' ? [] : ['**/*.long.test.ts'])],
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
}))

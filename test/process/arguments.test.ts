import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { scratchPath } from '../store/scratch.ts'

const start = fileURLToPath(new URL('../../bin/start.ts', import.meta.url))

/** `npm start -- …` in an empty directory, which must still be empty afterwards. */
function run(...args: string[]) {
  const cwd = scratchPath('.')
  const env = { PATH: process.env.PATH ?? '', PORT: '0', BROWSER: 'none' }
  const result = spawnSync(process.execPath, [start, ...args], {
    cwd,
    env,
    encoding: 'utf8',
    timeout: 30_000,
  })
  expect(readdirSync(cwd)).toEqual([])
  return result
}

it.each(['--help', '-h'])(
  '%s says in both languages what npm start does and where its variables are listed',
  flag => {
    const { status, stdout, stderr } = run(flag)
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toContain('npm start')
    expect(stdout).toContain('运行')
    expect(stdout.match(/docs\/operating\.md/g)).toHaveLength(2)
  },
)

it.each([['--port=4000'], ['help'], ['--help', '--verbose']])(
  'Unknown arguments are refused: %s',
  (...args) => {
    const { status, stdout, stderr } = run(...args)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toContain(args.at(-1))
    expect(stderr).toContain('--help')
  },
)

import { rulesTool } from '../src/process/rules-tool.ts'

process.exitCode = await rulesTool(process.argv.slice(2), {
  env: process.env,
  say: line => process.stdout.write(`${line}\n`),
})

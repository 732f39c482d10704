import { createServer } from 'node:http'
import { expect, it, onTestFinished, vi } from 'vitest'
import { createLog } from '../../src/log.ts'
import { boltLog } from '../../src/process/bolt-log.ts'
import { createSlack } from '../../src/slack/create-slack.ts'
import { failureOf } from '../../src/slack/failure.ts'

const page = `<!DOCTYPE html><html><body>Please sign in to the network. ${'x'.repeat(200_000)}</body></html>`

/** A Slack behind a proxy that answers every call with `body`. */
async function answering(body: string) {
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(200, { 'content-type': 'text/html' }).end(body))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const logger = boltLog(createLog('silent'))
  return createSlack({ token: 'xoxb-1', apiUrl: `http://127.0.0.1:${port}/api/`, now: Date.now, logger })
}

it.each([
  ['a page of a proxy', page],
  ['a short page', '<html></html>'],
  ['nothing', ''],
  ['JSON without an error', '{"ok":false}'],
  ['an error that is no word', '{"ok":false,"error":{"code":1}}'],
  ['an endless error', `{"ok":false,"error":"${'x'.repeat(200_000)}"}`],
])('An answer that is not Slack’s leaves the outcome unknown: %s', async (_, body) => {
  const slack = await answering(body)
  const unreadable = { kind: 'unknown', error: 'unreadable_answer' }
  expect(await slack.post({ channel: 'C1', text: 'x', blocks: [] })).toEqual(unreadable)
  expect(await slack.room('C1').catch(failureOf)).toEqual(unreadable)
})

it.each(['channel_not_found', 'is_archived', 'invalid_blocks_format', 'not_in_channel'])(
  'An error code of Slack’s is a refusal: %s',
  async error => {
    const slack = await answering(JSON.stringify({ ok: false, error }))
    expect(await slack.post({ channel: 'C1', text: 'x', blocks: [] })).toEqual({ kind: 'refused', error })
  },
)

it('A log line stays short and without tokens, whatever an error says', () => {
  const write = vi.spyOn(process.stdout, 'write').mockImplementation(() => true)
  const err = new Error(`xoxb-1-secret: ${page}`)
  createLog('warn').warn({ err }, 'failed')
  const [line] = write.mock.calls.at(-1) ?? []
  write.mockRestore()
  expect(String(line)).toContain('"message":"…: <!DOCTYPE html>')
  expect(String(line)).toContain('failure.test.ts')
  expect(String(line)).not.toContain('secret')
  expect(String(line).length).toBeLessThan(5_000)
})

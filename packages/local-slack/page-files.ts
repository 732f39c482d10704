import { readFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { extname } from 'node:path'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** Answers `/` and `/page/<file>` with a file of the page. Returns false if there is no such file. */
export function servePageFile(path: string, response: ServerResponse): boolean {
  const name = path === '/' ? 'index.html' : /^\/page\/([a-z-]+\.(?:js|css|svg))$/.exec(path)?.[1]
  const body = name && contentOf(name)
  if (!name || body === undefined) return false
  response.writeHead(200, {
    'content-type': types[extname(name)],
    'cache-control': 'no-cache',
    'content-security-policy': "default-src 'self'; img-src 'self' https: data:; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
  })
  response.end(body)
  return true
}

function contentOf(name: string): Buffer | undefined {
  try {
    return readFileSync(new URL(`./page/${name}`, import.meta.url))
  } catch {
    return undefined
  }
}

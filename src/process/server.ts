import { createServer, type RequestListener, type ServerResponse } from 'node:http'
import { SECOND } from '../time/beijing.ts'

/** Listeners by method and path, such as `GET /healthz`. */
export type Routes = Record<string, RequestListener>

export type Server = {
  port: number
  /** Number of requests under way. */
  open(): number
  /** Refuses new requests; resolves when those under way are answered. */
  drain(): Promise<void>
}

/** Starts the HTTP server, which answers 404 to anything but `routes`. Rejects if it cannot listen. */
export async function startServer(host: string, port: number, routes: Routes): Promise<Server> {
  let open = 0
  let draining = false
  let whenIdle = () => {}

  const server = createServer({ requestTimeout: 30 * SECOND }, (request, response) => {
    if (draining) return end(response, 503)
    open++
    response.once('close', () => {
      open--
      if (open === 0) whenIdle()
    })
    const method = request.method === 'HEAD' ? 'GET' : request.method
    const path = request.url?.split('?', 1).join('')
    const name = `${method} ${path}`
    const route = Object.hasOwn(routes, name) ? routes[name] : undefined
    return route ? route(request, response) : end(response, 404)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', cause =>
      reject(
        new Error(`Cannot listen on ${host}:${port}; set HOST or PORT to others: ${cause.message}`, {
          cause,
        }),
      ),
    )
    server.listen(port, host, resolve)
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : port,
    open: () => open,
    async drain() {
      draining = true
      server.close()
      if (open > 0) await new Promise<void>(resolve => (whenIdle = resolve))
    },
  }
}

function end(response: ServerResponse, status: number): void {
  if (status === 503) response.setHeader('connection', 'close')
  response.writeHead(status).end()
}

import { spawn } from 'node:child_process'

type Where = { env: NodeJS.ProcessEnv; platform?: NodeJS.Platform; terminal: boolean }

/**
 * Opens an address in the person's browser, or in the command that BROWSER names. Does nothing where nobody looks on: without
 * a terminal, in CI, on a Linux without a display, with BROWSER=none. What fails, fails in silence: the address was printed.
 */
export function openBrowser(address: string, where: Where): void {
  const opener = openerFor(where)
  if (!opener) return
  const [command, ...args] = opener
  const child = spawn(command, [...args, address], { stdio: 'ignore', detached: true })
  child.once('error', () => {})
  child.unref()
}

/** The command that opens an address here, if somebody is here to see it. */
export function openerFor({
  env,
  platform = process.platform,
  terminal,
}: Where): [string, ...string[]] | undefined {
  if (!terminal || (env.CI && env.CI !== 'false') || env.BROWSER === 'none') return undefined
  if (env.BROWSER) return [env.BROWSER]
  if (platform === 'darwin') return ['open']
  // `start` takes a first word in quotes for a window's title; explorer takes the address as it is.
  if (platform === 'win32') return ['explorer.exe']
  return env.DISPLAY || env.WAYLAND_DISPLAY ? ['xdg-open'] : undefined
}

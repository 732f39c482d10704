import { spawn } from 'node:child_process'

type Surroundings = { env: NodeJS.ProcessEnv; platform?: NodeJS.Platform; terminal: boolean }

/**
 * Opens an address in the default browser, or with the command in BROWSER. Does nothing where no one is
 * watching: without a terminal, in CI, on a Linux without a display, with BROWSER=none. Failures are silent,
 * because the address was printed.
 */
export function openBrowser(address: string, where: Surroundings): void {
  const opener = openerFor(where)
  if (!opener) return
  const [command, ...args] = opener
  const child = spawn(command, [...args, address], { stdio: 'ignore', detached: true })
  child.once('error', () => {})
  child.unref()
}

/** The command that opens an address here; undefined where none should. */
export function openerFor({
  env,
  platform = process.platform,
  terminal,
}: Surroundings): [string, ...string[]] | undefined {
  if (!terminal || (env.CI && env.CI !== 'false') || env.BROWSER === 'none') return undefined
  if (env.BROWSER) return [env.BROWSER]
  if (platform === 'darwin') return ['open']
  // `start` reads a first argument in quotes as the window's title; explorer takes the address as it is.
  if (platform === 'win32') return ['explorer.exe']
  return env.DISPLAY || env.WAYLAND_DISPLAY ? ['xdg-open'] : undefined
}

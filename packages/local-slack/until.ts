import type { Workspace } from './workspace.ts'

/** The first value other than undefined that the probe gives, tried again at every change and every 20 ms; rejects after `ms`. */
export function until<T>(workspace: Workspace, probe: () => T | undefined, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = workspace.subscribe(check)
    const polling = setInterval(check, 20)
    const late = setTimeout(
      () => done(() => reject(new Error(`Waited ${ms} ms in vain for: ${probe.toString()}`))),
      ms,
    )
    function done(settle: () => void): void {
      stop()
      clearInterval(polling)
      clearTimeout(late)
      settle()
    }
    function check(): void {
      try {
        const value = probe()
        if (value !== undefined) done(() => resolve(value))
      } catch (error) {
        done(() => reject(error))
      }
    }
    check()
  })
}

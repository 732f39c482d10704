import type { Workspace } from './workspace.ts'

/**
 * The probe's first value other than undefined, tried at every change and every 20 ms; rejects after `ms`.
 */
export function until<T>(workspace: Workspace, probe: () => T | undefined, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = workspace.subscribe(check)
    const polling = setInterval(check, 20)
    const timeout = setTimeout(
      () => done(() => reject(new Error(`Waited ${ms} ms without success for: ${probe.toString()}`))),
      ms,
    )
    function done(settle: () => void): void {
      stop()
      clearInterval(polling)
      clearTimeout(timeout)
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

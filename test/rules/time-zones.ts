import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'

/** Compares the product with the oracle on `instants` random instants, in a process of its own per time zone. */
export const compareInTimeZones = (instants: number) =>
  describe('Deadlines on a host in any time zone', () => {
    // Minutes west of UTC in January and July, which prove that the child really ran there.
    const hosts: [string, number[]][] = [
      ['UTC', [0, 0]],
      ['Asia/Shanghai', [-480, -480]],
      ['America/New_York', [300, 240]],
      ['Europe/London', [0, -60]],
      ['Australia/Sydney', [-660, -600]],
    ]
    const script = fileURLToPath(new URL('oracle-run.ts', import.meta.url))
    const runs = new Map(
      hosts.map(([TZ], index) => [
        TZ,
        promisify(execFile)(process.execPath, [script, String(index + 1), String(instants)], {
          env: { ...process.env, TZ },
        }),
      ]),
    )
    const outcome = async (zone: string) => JSON.parse((await runs.get(zone))?.stdout ?? '{}')

    it.each(hosts)(`%s agrees with the oracle on ${instants} instants`, async (zone, offsets) => {
      const run = await outcome(zone)
      console.log(`${zone}: ${run.count} instants, ${run.mismatches.length} mismatches`)
      expect(run.offsets).toEqual(offsets)
      expect(run.count).toBe(instants)
      expect(run.mismatches).toEqual([])
    })

    it.each(hosts)('%s agrees with chinese-workday on every day of 2020 to 2026 but three', async zone => {
      // 2020-01-31 and 02-01: the holiday was prolonged when it had begun, which chinese-workday does not have.
      // 2023-01-03: the notice ends the holiday on 2 January; chinese-workday has one day too many.
      expect((await outcome(zone)).disagreements).toEqual(['2020-01-31', '2020-02-01', '2023-01-03'])
    })

    it('has the same future days off as every other host', async () => {
      const daysOff = await Promise.all(hosts.map(async ([zone]) => (await outcome(zone)).provisionalDaysOff))
      expect(new Set(daysOff).size).toBe(1)
      expect(daysOff[0]?.split(' ').length).toBeGreaterThan(2500)
    })
  })

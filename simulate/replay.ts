import { logOf } from './oracle/complaint-log.ts'
import { outcomeOf } from './outcome.ts'
import { lineOf } from './summary.ts'

/** Simulates one year again and prints the log of each complaint with findings; true if nothing was found. */
export async function replay(seed: number): Promise<boolean> {
  const { findings, chronicle, trace } = await outcomeOf(seed)
  for (const known of chronicle.cases.values()) {
    const about = findings.filter(finding => finding.about.startsWith(`${known.name} `))
    if (about.length === 0) continue
    console.log(`\n${known.name}, ${known.id} in ${known.channel} of ${known.team}`)
    for (const line of logOf(chronicle, known)) console.log(line)
    for (const finding of about) console.log(lineOf(finding))
  }
  for (const finding of findings) if (!/^(c|rush)\d+ /.test(finding.about)) console.log(lineOf(finding))
  console.log(`seed ${seed}: ${findings.length} found, trace ${trace}`)
  return findings.length === 0
}

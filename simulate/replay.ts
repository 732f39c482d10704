import { logOf } from './oracle/complaint-log.ts'
import { outcomeOf } from './outcome.ts'
import { told } from './summary.ts'

/** Lives through one year again and tells of each complaint of which something was found; whether nothing was. */
export async function replay(seed: number): Promise<boolean> {
  const { findings, chronicle, trace } = await outcomeOf(seed)
  for (const known of chronicle.cases.values()) {
    const about = findings.filter(finding => finding.about.startsWith(`${known.name} `))
    if (about.length === 0) continue
    console.log(`\n${known.name}, ${known.id} in ${known.channel} of ${known.team}`)
    for (const line of logOf(chronicle, known)) console.log(line)
    for (const finding of about) console.log(told(finding))
  }
  for (const finding of findings) if (!/^(c|rush)\d+ /.test(finding.about)) console.log(told(finding))
  console.log(`seed ${seed}: ${findings.length} found, trace ${trace}`)
  return findings.length === 0
}

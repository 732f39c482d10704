import type { Case, Chronicle, Said } from '../chronicle.ts'
import { type Finding, momentOf } from './finding.ts'
import { isUnderDeleted, patience, recovery, type Spell, wellBy } from './outages.ts'

/** Whether every change was kept once, and told once in the thread and in time. */
export function judgeHistory(
  chronicle: Chronicle,
  { name, id, done }: Case,
  said: Said[],
  spells: Spell[],
): Finding[] {
  const findings: Finding[] = []
  const kept = chronicle.kept.get(id) ?? []
  const isAnswer = (index: number) =>
    done.some(each => each.index === index && (each.wish.type === 'ack' || each.wish.type === 'snooze'))
  const parts = said.flatMap(message => {
    const [, from, to] = /:history:(\d+)-(\d+)$/.exec(message.key ?? '') ?? []
    return from === undefined ? [] : [{ from: Number(from), to: Number(to), message }]
  })

  for (const { via, at, index } of done) {
    const times = kept.filter(each => each === via).length
    if (times === 0)
      findings.push({
        what: 'change lost',
        about: `${name} ${via}`,
        expected: `kept, as promised at ${momentOf(at)}`,
        happened: 'not in the store',
      })
    if (times > 1)
      findings.push({
        what: 'change doubled',
        about: `${name} ${via}`,
        expected: 'once',
        happened: `${times} times`,
      })
    if (isAnswer(index)) continue
    const deadline = wellBy(spells, at + patience, recovery)
    const first = parts.find(part => part.from <= index && index < part.to)
    if (deadline >= chronicle.end) continue
    const expected = `told by ${momentOf(deadline)}`
    if (!first)
      findings.push({ what: 'missed', about: `${name} history ${index}`, expected, happened: 'never told' })
    else if (first.message.at > deadline + 60_000)
      findings.push({
        what: 'late',
        about: `${name} history ${index}`,
        expected,
        happened: `told at ${momentOf(first.message.at)}`,
      })
  }

  for (let index = 0; index < kept.length; index++) {
    const telling = parts.filter(part => part.from <= index && index < part.to)
    const [first, second] = telling
    if (
      first &&
      second &&
      !isUnderDeleted(chronicle, first.message, second.message) &&
      !chronicle.unanswered.some(each => each.key === second.message.key && each.at <= second.message.at)
    )
      findings.push({
        what: 'doubled',
        about: `${name} history ${index}`,
        expected: 'told once',
        happened: telling.map(({ message }) => momentOf(message.at)).join(' and '),
      })
    // What time alone did is told as well.
    if (telling.length === 0 && kept[index] === undefined)
      findings.push({
        what: 'missed',
        about: `${name} history ${index}`,
        expected: 'told',
        happened: 'never told',
      })
  }
  return findings
}

import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { type Complaint, complaintSchema, isOpen } from '../../src/complaints/complaint.ts'

/** Reads a database file while another process uses it. */
export function readRecords(path: string) {
  if (!existsSync(path)) return { rows: new Map<string, string>(), complaints: [] }
  const db = new DatabaseSync(path, { readOnly: true, timeout: 1_000 })
  try {
    const table = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'entries'").get()
    const found = table ? db.prepare('SELECT key, text FROM entries').all() : []
    const rows = new Map(found.map(({ key, text }) => [String(key), String(text)]))
    const complaints: Complaint[] = []
    for (const [key, text] of rows)
      if (key.startsWith('complaint:')) complaints.push(complaintSchema.parse(JSON.parse(text)))
    return { rows, complaints }
  } finally {
    db.close()
  }
}

/** Inconsistencies: a record without its pointers, or a pointer without its record. */
export function inconsistencies({ rows, complaints }: ReturnType<typeof readRecords>): string[] {
  const problems: string[] = []
  const expected = new Set(complaints.map(({ team, id }) => `id:${team}:${id}`))
  for (const complaint of complaints) {
    const { team, channel, id, order, history } = complaint
    if (!rows.has(`complaint:${team}:${channel}:${id}`)) problems.push(`${id} says it is in ${channel}`)
    if (rows.get(`id:${team}:${id}`) !== channel) problems.push(`${id} is not found in ${channel}`)
    if (isOpen(complaint) && rows.get(`order:${team}:${channel}:${order}`) !== id)
      problems.push(`${id} is not found by its order`)
    const { card } = complaint.outbox
    if (card && rows.get(`thread:${team}:${channel}:${card.ts}`) !== id)
      problems.push(`${id} is not found by its thread`)
    const vias = history.flatMap(({ via, step }) => (via ? [`${via} ${step.type}`] : []))
    if (new Set(vias).size < vias.length) problems.push(`${id} has a delivery twice`)
  }
  const threads = new Set(
    complaints.map(({ team, channel, outbox }) => `thread:${team}:${channel}:${outbox.card?.ts}`),
  )
  for (const key of rows.keys())
    if (key.startsWith('thread:') && !threads.has(key)) problems.push(`${key} leads nowhere`)
  for (const key of rows.keys())
    if (key.startsWith('id:') && !expected.has(key)) problems.push(`${key} leads nowhere`)
  return problems
}

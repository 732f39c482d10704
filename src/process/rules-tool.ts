import { readFileSync, statSync } from 'node:fs'
import { type Complaint, complaintSchema, isOpen } from '../complaints/complaint.ts'
import { movedDeadlines } from '../complaints/moved-deadlines.ts'
import { readPaths } from '../config.ts'
import { changesBetween } from '../rules/book-changes.ts'
import { loadHolidays } from '../rules/holiday-table.ts'
import { checkRuleBook, loadRuleBook, type RuleBook } from '../rules/rule-book.ts'
import { createCalendar } from '../rules/working-days.ts'
import { isEmpty } from '../store/file-identity.ts'
import { databasePath } from '../store/open.ts'
import { rowsOf } from '../store/read-only.ts'

const usage = `Usage:
  npm run rules -- check book.yaml            every mistake in a rule book, by line
  npm run rules -- diff new.yaml              what differs from the shipped book
  npm run rules -- diff old.yaml new.yaml     what differs between two books
diff also shows how the deadlines of open complaints would move, from the database that DATABASE_URL names;
nothing in it is changed.`

type Tool = { env: NodeJS.ProcessEnv; say: (line: string) => void }

/** `npm run rules`: checks or compares rule books; resolves to the exit code. */
export async function rulesTool(args: string[], tool: Tool): Promise<number> {
  try {
    return runTool(args, tool)
  } catch (error) {
    tool.say(error instanceof Error ? error.message : String(error))
    return 1
  }
}

function runTool([verb, ...files]: string[], { env, say }: Tool): number {
  const [first, second] = files
  if (verb === 'check' && first !== undefined && files.length === 1) return check(first, say)
  if (verb !== 'diff' || first === undefined || files.length > 2) {
    say(usage)
    return 2
  }
  const old = second === undefined ? loadRuleBook() : read(first, say)
  const next = read(second ?? first, say)
  if (!old || !next) return 1
  const changes = changesBetween(old, next)
  for (const line of changes.length > 0 ? changes : ['The two books say the same.']) say(line)
  try {
    reportMoved(next, { env, say })
  } catch (error) {
    say(`\nThe open complaints cannot be compared: ${error instanceof Error ? error.message : error}`)
    return 1
  }
  return 0
}

function check(path: string, say: Tool['say']): number {
  const book = read(path, say)
  if (!book) return 1
  const { version, asOf, entries, outside } = book
  say(
    `${path}: no mistakes. Version ${version}, as of ${asOf}: ${entries.length} entries, ${outside.length} other matters.`,
  )
  return 0
}

function read(path: string, say: Tool['say']): RuleBook | undefined {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) {
    say(`${path}: there is no such file`)
    return undefined
  }
  const checked = checkRuleBook(readFileSync(path, 'utf8'))
  if ('book' in checked) return checked.book
  for (const mistake of checked.mistakes) say(`${path}: ${mistake}`)
  return undefined
}

/** Prints the deadlines of open complaints that would move. */
function reportMoved({ periods, version }: RuleBook, { env, say }: Tool) {
  const { databaseUrl, holidays } = readPaths(env)
  const complaints = openComplaints(databaseUrl)
  if (!complaints) return say('\nNo database there, so no open complaints to compare.')
  const calendar = createCalendar(loadHolidays(holidays))
  const moved = complaints.flatMap(complaint =>
    movedDeadlines(complaint, periods, calendar).map(
      ({ clock, from, to }) =>
        `${complaint.id} (order ${complaint.order}, version ${complaint.bookVersion}), ${clock}: ${from} -> ${to}`,
    ),
  )
  say(
    `\nOpen complaints: ${complaints.length}. Deadlines that would move under version ${version}: ${moved.length}.`,
  )
  for (const line of moved) say(line)
  if (moved.length > 0) say('Complaints keep the periods that they were recorded under. Nothing was changed.')
}

/** `undefined` if there is no such file; none is created. */
function openComplaints(databaseUrl: string): Complaint[] | undefined {
  const path = databasePath(databaseUrl)
  if (isEmpty(path)) return undefined
  const rows = rowsOf(path, 'complaint:', Date.now())
  return rows.map(({ text }) => complaintSchema.parse(JSON.parse(text))).filter(isOpen)
}

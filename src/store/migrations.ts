import type { DatabaseSync } from 'node:sqlite'
import { inTransaction } from './transaction.ts'

/** Marks a SQLite file as ours ("shen" in ASCII), so that a path to another program's database is noticed. */
const APPLICATION_ID = 0x7368656e

/** Step n migrates a file from version n to n + 1. Append only: a released step never changes. */
export const migrations: readonly string[] = [
  `PRAGMA application_id = ${APPLICATION_ID};
   CREATE TABLE entries (
     key TEXT NOT NULL PRIMARY KEY,
     text TEXT NOT NULL,
     expires INTEGER,
     wake INTEGER,
     CHECK (expires IS NULL OR wake IS NULL)
   ) STRICT;
   CREATE INDEX entries_by_wake ON entries (wake, key) WHERE wake IS NOT NULL;
   CREATE INDEX entries_by_expiry ON entries (expires) WHERE expires IS NOT NULL;`,
  // Marks open complaints, and indexes each complaint by the thread of its card. A text that is not JSON is
  // open if it has a wake-up.
  `ALTER TABLE entries ADD COLUMN open INTEGER NOT NULL DEFAULT 0 CHECK (open IN (0, 1));
   UPDATE entries SET open = 1
     WHERE key >= 'complaint:' AND key < 'complaint;' AND (wake IS NOT NULL
       OR CASE WHEN json_valid(text) THEN coalesce(text ->> '$.state.status' <> 'closed', 0) ELSE 0 END);
   INSERT OR IGNORE INTO entries (key, text)
     SELECT 'thread:' || team || ':' || channel || ':' || ts, id FROM (
       SELECT text ->> '$.team' AS team, text ->> '$.channel' AS channel, text ->> '$.outbox.card.ts' AS ts,
         text ->> '$.id' AS id
       FROM (SELECT CASE WHEN json_valid(text) THEN text END AS text FROM entries
         WHERE key >= 'complaint:' AND key < 'complaint;')
     ) WHERE team IS NOT NULL AND channel IS NOT NULL AND ts IS NOT NULL AND id IS NOT NULL;
   CREATE INDEX entries_open ON entries (key) WHERE open = 1;`,
]

/**
 * Migrates a database to the newest version, all steps or none; safe when several processes start at once.
 * Writes even if there is nothing to do, so that a read-only file or a full disk fails the start instead of
 * the first complaint. Throws for a file that a newer release or another program wrote.
 */
export function migrate(db: DatabaseSync, steps: readonly string[]): void {
  inTransaction(db, () => {
    const version = knownVersion(db, steps.length)
    for (const step of steps.slice(version)) db.exec(step)
    db.exec(`PRAGMA user_version = ${steps.length}`)
  })
}

/** The version of a database, 0 for an empty one. Throws if a newer release or another program wrote it. */
export function knownVersion(db: DatabaseSync, newest: number): number {
  const version = integer(db, 'PRAGMA user_version')
  const foreign =
    version === 0
      ? integer(db, 'SELECT count(*) FROM sqlite_schema') > 0
      : integer(db, 'PRAGMA application_id') !== APPLICATION_ID
  if (foreign) throw new Error('it belongs to another program; set DATABASE_URL to a file of its own')
  if (version > newest) {
    throw new Error(
      `a newer release wrote it (version ${version}, this release knows up to ${newest}); ` +
        'start that release again, or set DATABASE_URL to another file',
    )
  }
  return version
}

function integer(db: DatabaseSync, query: string): number {
  const [value] = Object.values(db.prepare(query).get() ?? {})
  return Number(value)
}

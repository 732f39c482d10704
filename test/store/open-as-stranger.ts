import { openSqlite } from '../../src/store/sqlite.ts'

// Root may write anything, so a test that runs as root becomes nobody first.
if (process.getuid?.() === 0) {
  process.setgid?.(65_534)
  process.setuid?.(65_534)
}
try {
  openSqlite(process.argv[2] ?? '')
  console.log('opened')
} catch (error) {
  console.log(error instanceof Error ? error.message : error)
}

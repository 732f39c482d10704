import type { Chronicle } from './chronicle.ts'
import { mishaps, points } from './faults.ts'
import type { Finding } from './oracle/finding.ts'

/** All that has to go wrong, and all that people have to do, in every year. */
const expected = [
  ...points.map(where => `crash ${where}`),
  ...mishaps,
  'host down',
  'Slack down',
  '429 spell',
  'dead channel',
  'channel came back',
  'no right to look for messages',
  'clock ahead',
  'clock back',
  'deploy',
  'two processes',
  'card deleted',
  'duplicated delivery',
  'reordered delivery',
  'settings changed',
  'done: record',
  'done: correct',
  'done: reopen',
  'done: discarded',
  'done: ack',
  'done: snooze',
]

/** Reports what did not happen in a year, since such a year proves nothing about it. */
export const missingCoverage = ({ counts, cases }: Chronicle): Finding[] => [
  ...expected
    .filter(what => !counts.get(what))
    .map((what): Finding => ({ what: 'not covered', about: 'the year', expected: what, happened: 'never' })),
  ...(cases.size < 40
    ? [
        {
          what: 'not covered' as const,
          about: 'the year',
          expected: '40 complaints',
          happened: `${cases.size}`,
        },
      ]
    : []),
]

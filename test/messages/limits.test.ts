import { describe, expect, it } from 'vitest'
import { defaultSettings } from '../../src/complaints/channel-settings.ts'
import type { Complaint } from '../../src/complaints/complaint.ts'
import type { Notice } from '../../src/complaints/record.ts'
import { type ClockName, type ReminderIdentity, reminderKey } from '../../src/complaints/reminder-step.ts'
import { cardContent } from '../../src/messages/cards/card.ts'
import { formerCardContent } from '../../src/messages/cards/former-card.ts'
import { homeContent, withNotice } from '../../src/messages/cards/home.ts'
import type { Content, Lang } from '../../src/messages/content.ts'
import { askForm } from '../../src/messages/forms/ask-form.ts'
import { isModalVerb, modalFor } from '../../src/messages/forms/modals.ts'
import { historyContent } from '../../src/messages/parts/history.ts'
import { digestContent } from '../../src/messages/reminders/digest.ts'
import { reminderContent } from '../../src/messages/reminders/reminder.ts'
import { undeliveredContent } from '../../src/messages/reminders/undelivered.ts'
import {
  changedReply,
  confirmAppeal,
  existsReply,
  helpReply,
  listReply,
  showReply,
  unchangedReply,
} from '../../src/messages/replies/replies.ts'
import { settingsReply } from '../../src/messages/replies/settings-reply.ts'
import { verbs } from '../../src/messages/verbs.ts'
import { scheduleOf } from '../../src/schedule/schedule.ts'
import { HOUR } from '../../src/time/beijing.ts'
import { faultsOfMessage, faultsOfView } from './block-limits.ts'
import { own, whole } from './own.ts'
import { at, calendar, hostileWords, langs, storiesOf } from './samples.ts'

const now = at('2026-12-11 10:00')
const modalVerbs = Object.keys(verbs).filter(isModalVerb)

/** A notice with the same words in every text. */
const noticeWith = (words: string): Partial<Notice> => ({
  order: words.slice(0, 64).trim() || '1',
  buyer: words.slice(0, 100),
  shop: words.slice(0, 100),
  note: words.slice(0, 3000),
})

const keyAt = (clock: ClockName, name: string, due = now) => `${clock}:${name}:${new Date(due).toISOString()}`
/** More late reminders than one complaint can have. */
const manyLate = {
  late: {
    missed: [
      '7d',
      '3d',
      '48h',
      '24h',
      'safe-day',
      '6h',
      '6h+backup',
      '6h+channel',
      '1h-early',
      '1h',
      'due',
      'missed',
    ]
      .map(name => keyAt('evidence', name))
      .concat(['2026-11-25', '2026-11-26'].map(day => keyAt('decision', day, at(`${day} 10:00`))))
      .map(key => ({ key, at: now })),
    also: [
      keyAt('block', 'ended'),
      keyAt('decision', '2026-11-26', at('2026-11-26 10:00')),
      keyAt('contact', 'buyer'),
    ],
  },
  post: { key: keyAt('evidence', '48h@2026-11-21T02:00:00.000Z'), reminder: { at: now } },
}

const copies = (complaint: Complaint, count: number): Complaint[] =>
  Array.from({ length: count }, (_, index) => ({ ...complaint, id: `${complaint.id}${index}` }))

/** Every message about a complaint but its reminders in time. `words`: typed text, used as a name too. */
function contentsOf(complaint: Complaint, words: string, lang: Lang): Record<string, Content> {
  const many = { ...complaint, history: Array.from({ length: 200 }, () => complaint.history).flat() }
  const late = copies(complaint, 25).map(each => ({ complaint: each, ...manyLate }))
  return {
    card: cardContent(complaint, calendar, lang),
    history: historyContent(complaint, many.history.slice(0, 10), lang, new Map([['U0LI', words]])),
    recorded: changedReply(undefined, complaint, calendar, now, lang),
    changed: changedReply(many.history, many, calendar, now, lang),
    exists: existsReply(complaint, calendar, now, lang),
    unchanged: unchangedReply(complaint, calendar, now, lang),
    show: showReply(many, calendar, now, lang),
    list: listReply(whole(copies(complaint, 80)), 'all', calendar, now, lang),
    confirm: confirmAppeal(complaint, now, calendar, now, lang),
    undelivered: undeliveredContent(complaint, { error: words, canMove: true }, lang),
    former: formerCardContent(complaint, lang),
    digest: digestContent(late, calendar, now, lang),
    late: reminderContent(
      complaint,
      { clock: 'block', base: 'ended', due: now },
      { calendar, now, offers: [], backups: [], late: manyLate.late },
      lang,
    ),
  }
}

/** Home with more complaints than it has room for, and every form, by name. */
function viewsOf(complaint: Complaint, lang: Lang): Record<string, unknown> {
  const health = { lastCheck: now, backlog: 3, canLookUp: false }
  const home = homeContent({ ...own(copies(complaint, 80), now), health }, calendar, now, lang)
  const { blocks } = withNotice(home, confirmAppeal(complaint, now, calendar, now, lang))
  const forms = modalVerbs.map(verb => [
    verb,
    modalFor(verb, lang, { complaint, metadata: '{}', calendar, now }),
  ])
  return { ...Object.fromEntries(forms), home: { type: 'home', blocks }, ask: askForm(complaint, '{}', lang) }
}

describe.each(langs)('A message or form about a complaint, in %s', lang => {
  it.each(hostileWords.map((words, index) => [words.slice(0, 20), index] as const))(
    'keeps within Slack’s limits when people typed %j',
    (_, index) => {
      const words = hostileWords[index] ?? ''
      for (const [name, story] of Object.entries(storiesOf(noticeWith(words), words))) {
        const complaint = { ...story, owner: index % 2 ? story.owner : words }
        const contents = { ...contentsOf(complaint, words, lang), ...remindersOf(complaint, lang) }
        for (const [what, content] of Object.entries(contents))
          expect({ name, what, faults: faultsOfMessage(content) }).toEqual({ name, what, faults: [] })
        for (const [what, view] of Object.entries(viewsOf(complaint, lang)))
          expect({ name, what, faults: faultsOfView(view) }).toEqual({ name, what, faults: [] })
      }
    },
  )

  it('keeps within them in settings and help', () => {
    for (const backup of [[], ['U0LI', 'not an id']])
      for (const quiet of [null, defaultSettings.quiet])
        expect(faultsOfMessage(settingsReply({ lang, backup, quiet }, lang))).toEqual([])
    expect(faultsOfMessage(helpReply(lang, { backlog: 3, canLookUp: false }, now))).toEqual([])
  })
})

/** Every reminder in the month after a complaint; one of the daily questions. */
function remindersOf(complaint: Complaint, lang: Lang): Record<string, Content> {
  const reminders = new Map<string, Content>()
  const occasion = { calendar, offers: [now, now + HOUR], backups: ['U0LI', 'not an id'] }
  for (let time = at('2026-11-20 11:00'); time < now + 30 * 24 * HOUR; time += 11 * HOUR)
    for (const { current } of scheduleOf(complaint, { calendar, settings: defaultSettings }, time)) {
      const name = current && `${current.clock} ${current.base}`
      if (!current || !name || reminders.has(name)) continue
      const contentOf = (reminder: ReminderIdentity, of: Complaint) =>
        reminderContent(of, reminder, { ...occasion, now: time }, lang)
      reminders.set(name, contentOf(current, complaint))
      reminders.set(`${name}+backup`, contentOf({ ...current, escalatedTo: 'backup' }, complaint))
      const rung = reminderKey(current)
      for (const step of [
        { type: 'acknowledged', rung } as const,
        { type: 'snoozed', rung, until: now } as const,
      ]) {
        const history = [...complaint.history, { step, at: now, by: 'not an id' }]
        reminders.set(`${name} ${step.type}`, contentOf(current, { ...complaint, history }))
      }
    }
  return Object.fromEntries(reminders)
}

import { describe, expect, it } from 'vitest'
import { defaultSettings } from '../../src/complaints/channel-settings.ts'
import type { Notice } from '../../src/complaints/record.ts'
import { type Clock, reminderKey } from '../../src/complaints/reminder-step.ts'
import { answerContent, notCovered } from '../../src/messages/answers/answers.ts'
import { contactCheckContent, stepsContent } from '../../src/messages/answers/how-to.ts'
import {
  forgottenReply,
  missesContent,
  taughtReply,
  teachForm,
  unhelpfulReply,
} from '../../src/messages/answers/misses.ts'
import { sourceContent, topicsContent } from '../../src/messages/answers/rule-topics.ts'
import { taughtContent, untaughtReply } from '../../src/messages/answers/taught.ts'
import { cardContent } from '../../src/messages/cards/card.ts'
import { formerCardContent } from '../../src/messages/cards/former-card.ts'
import { homeContent, withNotice } from '../../src/messages/cards/home.ts'
import type { Content, Lang } from '../../src/messages/content.ts'
import { askForm } from '../../src/messages/forms/ask-form.ts'
import { isModalVerb, modalFor } from '../../src/messages/forms/modals.ts'
import { historyContent } from '../../src/messages/parts/history.ts'
import { digestContent } from '../../src/messages/reminders/digest.ts'
import { reminderContent } from '../../src/messages/reminders/reminder.ts'
import type { Reminded } from '../../src/messages/reminders/reminder-draft.ts'
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
import { verbNames } from '../../src/messages/vocabulary.ts'
import { missKey } from '../../src/questions/misses.ts'
import { scheduleOf } from '../../src/schedule/schedule.ts'
import { createSearch } from '../../src/search/search.ts'
import { HOUR } from '../../src/time/beijing.ts'
import { faultsOfMessage, faultsOfView } from './block-limits.ts'
import { own, whole } from './own.ts'
import { at, book, calendar, hostileWords, langs, storiesOf } from './samples.ts'

const now = at('2026-12-11 10:00')
const modalVerbs = Object.keys(verbNames).filter(isModalVerb)
const notices = hostileWords.map(
  (words): Partial<Notice> => ({
    order: words.slice(0, 64).trim() || '1',
    buyer: words.slice(0, 100),
    shop: words.slice(0, 100),
    note: words.slice(0, 3000),
  }),
)

const keyAt = (clock: Clock, name: string, due = now) => `${clock}:${name}:${new Date(due).toISOString()}`
/** More than can come late of one complaint. */
const muchLate = {
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

describe.each(langs)('in %s, whatever people typed', lang => {
  it.each(hostileWords.map((words, index) => [words.slice(0, 20), index] as const))('%j', (_, index) => {
    const words = hostileWords[index] ?? ''
    for (const [name, complaint] of Object.entries(storiesOf(notices[index], words))) {
      const owner = { ...complaint, owner: index % 2 ? complaint.owner : words }
      const many = { ...owner, history: Array.from({ length: 200 }, () => complaint.history).flat() }
      const contents: Record<string, Content> = {
        card: cardContent(owner, calendar, lang),
        history: historyContent(complaint, many.history.slice(0, 10), lang, new Map([['U0LI', words]])),
        recorded: changedReply(undefined, owner, calendar, now, lang),
        changed: changedReply(many.history, many, calendar, now, lang),
        exists: existsReply(owner, calendar, now, lang),
        unchanged: unchangedReply(owner, calendar, now, lang),
        show: showReply(many, calendar, now, lang),
        list: listReply(whole(Array.from({ length: 80 }, () => owner)), 'all', calendar, now, lang),
        confirm: confirmAppeal(owner, now, calendar, now, lang),
        undelivered: undeliveredContent(owner, { error: words, canMove: true }, lang),
        former: formerCardContent(owner, lang),
        digest: digestContent(
          Array.from({ length: 25 }, (_, n) => ({
            complaint: { ...owner, id: `${owner.id}${n}` },
            ...muchLate,
          })),
          calendar,
          now,
          lang,
        ),
        late: reminderContent(
          owner,
          { clock: 'block', base: 'ended', due: now },
          { calendar, now, offers: [], backups: [], late: muchLate.late },
          lang,
        ),
        ...remindersOf(owner, lang),
      }
      for (const [what, content] of Object.entries(contents))
        expect({ name, what, faults: faultsOfMessage(content) }).toEqual({ name, what, faults: [] })
      const complaints = Array.from({ length: 80 }, (_, at) => ({ ...owner, id: `${owner.id}${at}` }))
      const notice = confirmAppeal(owner, now, calendar, now, lang)
      const health = { lastCheck: now, backlog: 3, canLookUp: false }
      const home = homeContent({ ...own(complaints, now), health }, calendar, now, lang)
      const { blocks } = withNotice(home, notice)
      expect({ name, faults: faultsOfView({ type: 'home', blocks }) }).toEqual({ name, faults: [] })
      for (const verb of modalVerbs) {
        const view = modalFor(verb, lang, { complaint: owner, metadata: '{}', calendar, now })
        expect({ name, verb, faults: faultsOfView(view) }).toEqual({ name, verb, faults: [] })
      }
    }
  })

  it('asked about the rules', () => {
    const search = createSearch(book)
    const stories = Object.values(storiesOf())
    const faults = (content: Content) => expect(faultsOfMessage(content)).toEqual([])
    for (const question of [...hostileWords, '扣几分', 'penalty']) {
      const { hits } = search(question)
      const [best, ...others] = hits.map(({ entry }) => entry)
      const asked = { question, lang, now, calendar }
      if (best) faults(answerContent(book, { entry: best }, others, asked))
      for (const elsewhere of [undefined, book.outside[0]])
        faults(
          notCovered(
            book,
            hits.map(({ entry }) => entry),
            elsewhere,
            asked,
          ),
        )
      const miss = {
        text: question.trim().slice(0, 120).toWellFormed() || 'x',
        lang,
        unanswered: 3,
        unhelpful: 1,
        last: now,
      }
      const many = Array.from({ length: 200 }, (_, index) => ({ ...miss, text: `${index} ${miss.text}` }))
      faults(missesContent(many, missKey, lang))
      expect(faultsOfView(teachForm(book, miss, '{}', lang))).toEqual([])
      for (const entry of book.entries.slice(0, 2)) faults(taughtReply(question, entry.question, lang))
      faults(forgottenReply(question, lang))
      const taught = many.map(({ text }) => ({ entry: 'penalty', text, key: missKey({ text }) }))
      faults(taughtContent(book, taught, lang))
      faults(untaughtReply(miss.text, lang))
    }
    for (const entry of book.entries)
      for (const about of stories)
        for (const part of [undefined, ...book.entries.filter(({ within }) => within === entry.id)])
          faults(
            answerContent(book, { entry, part }, book.entries, { question: 'x', lang, now, calendar, about }),
          )
    const [entry] = book.entries
    const choices = Array.from({ length: 30 }, (_, index) => stories[index % stories.length]).flatMap(
      each => each ?? [],
    )
    if (entry)
      faults(
        answerContent(book, { entry }, [], {
          question: 'x',
          lang,
          now,
          calendar,
          choices: [...new Set(choices)].slice(0, 1),
        }),
      )
    const ten = Array.from({ length: 10 }, (_, index) => stories[0] && { ...stories[0], id: `H-${index}000` })
    for (const whole of book.entries)
      for (const part of book.entries.filter(({ within }) => within === whole.id))
        faults(
          answerContent(book, { entry: whole, part }, book.entries, {
            question: '问'.repeat(1000),
            lang,
            now,
            calendar,
            choices: ten.flatMap(each => each ?? []),
          }),
        )
    for (const words of hostileWords)
      for (const about of Object.values(storiesOf({ order: words.slice(0, 64).trim() || '1' }, words)).slice(
        0,
        2,
      )) {
        expect(faultsOfView(askForm(about, '{}', lang))).toEqual([])
        if (entry)
          faults(
            answerContent(book, { entry }, [], { question: words, lang, now, calendar, choices: [about] }),
          )
      }
    faults(topicsContent(book, lang))
    faults(sourceContent(book, lang))
    faults(missesContent([], missKey, lang))
    faults(taughtContent(book, [], lang))
    faults(unhelpfulReply(lang))
    for (const each of book.entries) faults(stepsContent(each, lang))
    for (const quiet of [null, { start: 22 * 60, end: 8 * 60 }])
      for (const isQuiet of [false, true])
        faults(contactCheckContent({ now: at('2026-11-20 23:00'), quiet, isQuiet }, lang))
  })

  it('in the smaller messages', () => {
    for (const backup of [[], ['U0LI', 'not an id']])
      for (const quiet of [null, defaultSettings.quiet])
        expect(faultsOfMessage(settingsReply({ lang, backup, quiet }, lang))).toEqual([])
    expect(faultsOfMessage(helpReply(lang, { backlog: 3, canLookUp: false }, now))).toEqual([])
  })
})

/** Every reminder that comes up in the months after a complaint; of the daily questions one. */
function remindersOf(complaint: Parameters<typeof scheduleOf>[0], lang: Lang): Record<string, Content> {
  const reminders = new Map<string, Content>()
  const occasion = { calendar, offers: [now, now + HOUR], backups: ['U0LI', 'not an id'] }
  for (let time = at('2026-11-20 11:00'); time < now + 30 * 24 * HOUR; time += 11 * HOUR)
    for (const { current } of scheduleOf(complaint, { calendar, settings: defaultSettings }, time)) {
      const name = current && `${current.clock} ${current.base}`
      if (!current || !name || reminders.has(name)) continue
      const say = (reminder: Reminded, of: typeof complaint) =>
        reminderContent(of, reminder, { ...occasion, now: time }, lang)
      reminders.set(name, say(current, complaint))
      reminders.set(`${name}+backup`, say({ ...current, escalatedTo: 'backup' }, complaint))
      const rung = reminderKey(current)
      for (const step of [
        { type: 'acknowledged', rung } as const,
        { type: 'snoozed', rung, until: now } as const,
      ]) {
        const history = [...complaint.history, { step, at: now, by: 'not an id' }]
        reminders.set(`${name} ${step.type}`, say(current, { ...complaint, history }))
      }
    }
  return Object.fromEntries(reminders)
}

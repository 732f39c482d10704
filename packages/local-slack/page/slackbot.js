const notes = []

/**
 * A note of Slackbot to one person in one place; like every ephemeral message it is gone when the page is
 * reloaded.
 */
export function tellAsSlackbot({ user, channel, threadTs, now, text }) {
  const ts = (now / 1000).toFixed(6)
  notes.push({
    to: user,
    channel,
    user: 'USLACKBOT',
    ts,
    threadTs,
    text,
    private: true,
    files: [],
    replies: 0,
  })
}

/** A conversation's messages with Slackbot's notes to the person there. */
export const withSlackbot = (messages, { user, channel }) => {
  const own = notes.filter(one => one.to === user && one.channel === channel)
  return own.length === 0 ? messages : [...messages, ...own].sort((a, b) => (a.ts < b.ts ? -1 : 1))
}

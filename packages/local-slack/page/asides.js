const asides = []

/** What Slackbot tells one person in one place; like all that they alone see it is gone when the page is loaded again. */
export function tellAside({ user, channel, threadTs, now, text }) {
  const ts = (now / 1000).toFixed(6)
  asides.push({
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

/** A conversation's messages with what Slackbot told the person there. */
export const withAsides = (messages, { user, channel }) => {
  const told = asides.filter(one => one.to === user && one.channel === channel)
  return told.length === 0 ? messages : [...messages, ...told].sort((a, b) => (a.ts < b.ts ? -1 : 1))
}

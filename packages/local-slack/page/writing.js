import { postFile } from './ask.js'
import { tellAsSlackbot } from './slackbot.js'

/**
 * The composer's actions: post a text or run a command; Slackbot reports a command that failed. `now()` gives
 * `{ data, words }`; `wrote()` is called when a person has written. Resolves true when the box is to stay
 * empty.
 */
export function writing({ now, wrote, send, refresh, notice }) {
  async function write(text, { threadTs, broadcast } = {}) {
    const { data, words } = now()
    const channel = data.open.id
    const [command] = text.split(/\s/, 1)
    wrote()
    if (!command.startsWith('/'))
      return !(await send({ do: 'say', channel, text, threadTs, broadcast })).error
    const isKnown = data.commands.some(one => one.command === command)
    const { error } =
      isKnown && !threadTs
        ? await send({ do: 'command', channel, command, text: text.slice(command.length).trim() })
        : { error: isKnown ? 'noCommandInThread' : 'unknownCommand' }
    if (error)
      tellAsSlackbot({
        user: data.me,
        channel,
        threadTs,
        now: now().data.time.now,
        text: words.commandFailed(command, words[error] ?? error),
      })
    await refresh()
    return true
  }

  async function attach(file, threadTs) {
    const { data, words } = now()
    wrote()
    const to = { user: data.me, channel: data.open.id, ...(threadTs && { threadTs }) }
    const { error } = await postFile(file, to)
    if (error) notice(words.failed(error))
    await refresh()
  }
  return { write, attach }
}

import { tellAside } from './asides.js'
import { postFile } from './ask.js'

/**
 * What a composer does with what a person wrote: says it, or runs the command; Slackbot tells them of a command that failed.
 * `now()` gives `{ data, words }`; `wrote()` hears that a person has written. Resolves true when the box is to stay empty.
 */
export function writing({ now, wrote, send, refresh, notice }) {
  async function write(text, { threadTs, broadcast } = {}) {
    const { data, words } = now()
    const channel = data.open.id
    const [command] = text.split(/\s/, 1)
    wrote()
    if (!command.startsWith('/'))
      return !(await send({ do: 'say', channel, text, threadTs, broadcast })).error
    const known = data.commands.some(one => one.command === command)
    const { error } =
      known && !threadTs
        ? await send({ do: 'command', channel, command, text: text.slice(command.length).trim() })
        : { error: known ? 'noCommandInThread' : 'unknownCommand' }
    if (error)
      tellAside({
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

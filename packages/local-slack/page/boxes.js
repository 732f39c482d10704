import { composer } from './composer.js'
import { byId } from './dom.js'
import { nameOf } from './head.js'
import { writing } from './writing.js'

/** The composers of the channel and of the thread. `now()` gives the current `{ data, words, thread }`. */
export function boxes({ now, wrote, send, refresh, notice }) {
  const { write, attach } = writing({ now, wrote, send, refresh, notice })
  const inThread = () => ({ threadTs: now().thread })
  const channel = composer(
    () => {
      const { data, words } = now()
      const { commands, shortcuts } = data
      const short = words.writeHere(nameOf(data))
      const label = commands.length > 0 ? words.write(nameOf(data)) : short
      return { label, short, words, commands, shortcuts: shortcuts.filter(one => one.type === 'global') }
    },
    {
      send: text => write(text),
      attach: file => attach(file),
      run: callbackId => send({ do: 'shortcut', callbackId }),
    },
  )
  const thread = composer(
    () => {
      const { data, words } = now()
      const label = words.writeThread
      return { label, short: label, words, commands: [], shortcuts: [], also: words.alsoTo(nameOf(data)) }
    },
    {
      send: (text, broadcast) => write(text, { ...inThread(), broadcast }),
      attach: file => attach(file, inThread().threadTs),
    },
  )
  byId('composer').append(channel.node)
  byId('thread-composer').append(thread.node)
  return { channel, thread }
}

/** The reason why the person cannot write here: undefined when they can, '' where no words are needed. */
export function closedBecause({ data, words }, inHome) {
  if (inHome || !data.open) return ''
  if (data.open?.archived) return words.archivedNote
  return data.place === 'app' && data.app.readOnly ? words.readOnly : undefined
}

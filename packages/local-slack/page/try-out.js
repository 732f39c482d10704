import { byId } from './dom.js'
import { createGuide } from './guide.js'
import { replace } from './keep.js'
import { sampleBar } from './sample.js'
import { createTrouble } from './trouble.js'
import { troubleSwitch } from './trouble-switch.js'
import { upcoming } from './upcoming.js'

/**
 * What stands around the workspace: the reminders to come, the sample's bar, the guided path and the trouble panel.
 * `hands`: `travel(journey)`, `open(channel, thread)`, `ask(name, body)`, `write(text)` into the composer, `repaint()`.
 */
export function createTryOut({ travel, open, ask, write, repaint }) {
  const section = byId('trouble')
  let context
  const guide = createGuide(byId('guide'), { travel, open, fill })
  const trouble = createTrouble(section, { ask: body => ask('trouble', body), close: toggle })

  function toggle() {
    section.hidden = !section.hidden
    repaint()
    const focus = section.hidden ? '[aria-controls="trouble"]' : '#trouble fieldset button:not(:disabled)'
    document.querySelector(focus)?.focus()
  }

  /** Puts a command into the box of a channel; if none is named, of the one that is open, or the first that takes commands. */
  async function fill(text, named) {
    const { data } = context
    const fit = data.channels.filter(one => !one.archived && one.id !== data.sample?.channel)
    await open(named ?? (fit.find(one => one.id === data.place) ?? fit[0]).id)
    write(text)
  }

  return {
    /** The trouble panel's button, for the top. */
    button: ({ data, words }) => troubleSwitch({ data, words, section, toggle }),
    update(now) {
      context = now
      replace('upcoming', upcoming({ ...now, open }))
      replace('sample', sampleBar({ ...now, clear: () => ask('sample') }))
      guide.update(now)
      trouble.update(now)
    },
  }
}

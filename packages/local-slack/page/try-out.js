import { byId } from './dom.js'
import { faultButton } from './fault-button.js'
import { createFaultPanel } from './fault-panel.js'
import { createGuide } from './guide.js'
import { replace } from './keep.js'
import { sampleBar } from './sample.js'
import { upcoming } from './upcoming.js'

/**
 * The parts of the page around the workspace: the reminders to come, the sample's bar, the guided path and
 * the fault panel. Takes `travel(journey)`, `open(channel, thread)`, `ask(name, body)`, `write(text)` into
 * the composer and `repaint()`.
 */
export function createTryOut({ travel, open, ask, write, repaint }) {
  const section = byId('trouble')
  let context
  const guide = createGuide(byId('guide'), { travel, open, fill })
  const faultPanel = createFaultPanel(section, { ask: body => ask('trouble', body), close: toggle })

  function toggle() {
    section.hidden = !section.hidden
    repaint()
    const focus = section.hidden ? '[aria-controls="trouble"]' : '#trouble fieldset button:not(:disabled)'
    document.querySelector(focus)?.focus()
  }

  /**
   * Puts a command into the box of the named channel, else of the open one, else of the first that takes
   * commands.
   */
  async function fill(text, named) {
    const { data } = context
    const candidates = data.channels.filter(one => !one.archived && one.id !== data.sample?.channel)
    await open(named ?? (candidates.find(one => one.id === data.place) ?? candidates[0]).id)
    write(text)
  }

  return {
    /** The fault panel's button, for the top. */
    button: ({ data, words }) => faultButton({ data, words, section, toggle }),
    update(now) {
      context = now
      replace('upcoming', upcoming({ ...now, open }))
      replace('sample', sampleBar({ ...now, clear: () => ask('sample') }))
      guide.update(now)
      faultPanel.update(now)
    },
  }
}

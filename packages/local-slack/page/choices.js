import { el } from './dom.js'

/** The options of a Block Kit select: groups of `[value, text]`, each with its name if it has one. */
export function choicesOf(element, { users, rooms, people }) {
  switch (element.type.replace('multi_', '')) {
    case 'static_select':
      return (element.option_groups ?? [{ options: element.options }]).map(({ label, options }) => ({
        name: label?.text,
        choices: options.map(one => [one.value, one.text.text]),
      }))
    case 'users_select':
      return [{ choices: people.map(user => [user, users[user].name]) }]
    default: {
      const kinds = element.type.endsWith('channels_select')
        ? ['public']
        : (element.filter?.include ?? ['public', 'private'])
      return [
        {
          choices: Object.entries(rooms)
            .filter(([, { name, kind }]) => name !== '' && kinds.includes(kind))
            .map(([room, { name }]) => [room, `#${name}`]),
        },
      ]
    }
  }
}

/** The groups as a select's options; `chosen` is its current value. */
export const optionsOf = (groups, chosen) =>
  groups.flatMap(({ name, choices }) => {
    const options = choices.map(([value, text]) => el('option', { value, text, selected: value === chosen }))
    return name === undefined ? options : [el('optgroup', { label: name }, options)]
  })

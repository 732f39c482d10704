import { el } from './dom.js'

const optionsOf = element => [
  ...(element.options ?? []),
  ...(element.option_groups ?? []).flatMap(group => group.options),
]

const typed = {
  email_text_input: 'email',
  url_text_input: 'url',
  number_input: 'number',
  datepicker: 'date',
  timepicker: 'time',
}

/**
 * An input of Block Kit. `held` is its state as Slack keeps it; `change` hears what a person gives: words, an option's value,
 * several, or null.
 */
export function control(element, { id, label, described, held = {}, change, names, words }) {
  const named = id ? { id, 'aria-describedby': described } : { 'aria-label': label }
  const placeholder = element.placeholder?.text
  const text = event => change(event.target.value === '' ? null : event.target.value)
  switch (element.type) {
    case 'static_select':
    case 'users_select':
    case 'channels_select':
    case 'conversations_select': {
      const chosen =
        held.selected_option?.value ??
        held.selected_user ??
        held.selected_channel ??
        held.selected_conversation ??
        ''
      const choices = choicesOf(element, names)
      return el(
        'select',
        { ...named, onchange: text },
        el('option', { value: '', text: placeholder ?? words.choose }),
        choices.map(([value, name]) => el('option', { value, text: name, selected: value === chosen })),
      )
    }
    case 'radio_buttons':
    case 'checkboxes': {
      const many = element.type === 'checkboxes'
      const chosen = new Set([held.selected_option, ...(held.selected_options ?? [])].map(one => one?.value))
      const group = el('div', { ...named, role: many ? 'group' : 'radiogroup', 'aria-label': label })
      const values = () => [...group.querySelectorAll('input:checked')].map(box => box.value)
      for (const option of optionsOf(element))
        group.append(
          el(
            'label',
            { class: 'option' },
            el('input', {
              type: many ? 'checkbox' : 'radio',
              name: id ?? element.action_id,
              value: option.value,
              checked: chosen.has(option.value),
              onchange: () => change(many ? values() : (values()[0] ?? null)),
            }),
            option.text.text,
          ),
        )
      return group
    }
    default: {
      const value = held.value ?? held.selected_date ?? held.selected_time ?? ''
      if (element.multiline)
        return el('textarea', { ...named, rows: 3, placeholder, oninput: text, text: value })
      return el('input', {
        ...named,
        type: typed[element.type] ?? 'text',
        placeholder,
        value,
        min: element.min_value,
        max: element.max_value,
        maxlength: element.max_length,
        autocomplete: 'off',
        oninput: text,
      })
    }
  }
}

function choicesOf(element, { users, rooms, people }) {
  if (element.type === 'static_select') return optionsOf(element).map(one => [one.value, one.text.text])
  if (element.type === 'users_select') return people.map(user => [user, users[user].name])
  return Object.entries(rooms).map(([room, name]) => [room, `#${name}`])
}

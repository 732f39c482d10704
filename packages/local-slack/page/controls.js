import { choicesOf, optionsOf } from './choices.js'
import { el } from './dom.js'
import { textNode } from './mrkdwn.js'
import { multiSelect } from './multi-select.js'
import { instantOf, localTime } from './zone.js'

const typed = {
  plain_text_input: 'text',
  email_text_input: 'email',
  url_text_input: 'url',
  number_input: 'number',
  datepicker: 'date',
  timepicker: 'time',
}

/**
 * An input of Block Kit with its initial `value`. `change` is called with the person's choice: words, an
 * option's value, several, or null. With an `id` a label elsewhere names it, else `label` does.
 */
export function control(element, { id, label, described, value, change, names, words }) {
  const named = id ? { id, 'aria-describedby': described } : { 'aria-label': label }
  const { type, placeholder } = element
  const text = event => change(event.target.value === '' ? null : event.target.value)
  if (/^multi_(static|users|channels|conversations)_select$/.test(type))
    return multiSelect(element, { named, label, value, change, names, words })
  if (/^(static|users|channels|conversations)_select$/.test(type))
    return el(
      'select',
      { ...named, onchange: text },
      el('option', { value: '', text: placeholder?.text ?? words.choose }),
      optionsOf(choicesOf(element, names), value),
    )
  if (type === 'radio_buttons' || type === 'checkboxes')
    return boxes(element, { named, label, value, change, names })
  if (type === 'datetimepicker') {
    const zone = names.users[names.me].tz
    return el('input', {
      ...named,
      type: 'datetime-local',
      value: value ? localTime(value, zone) : undefined,
      onchange: event => change(event.target.value === '' ? null : instantOf(event.target.value, zone)),
    })
  }
  if (!(type in typed)) return el('p', { class: 'faint', text: words.notHere(type) })
  if (element.multiline)
    return el('textarea', {
      ...named,
      rows: 3,
      placeholder: placeholder?.text,
      maxlength: element.max_length,
      oninput: text,
      text: value ?? '',
    })
  return el('input', {
    ...named,
    type: typed[type],
    placeholder: placeholder?.text,
    value: value ?? '',
    min: element.min_value,
    max: element.max_value,
    step: element.is_decimal_allowed ? 'any' : undefined,
    maxlength: element.max_length,
    autocomplete: 'off',
    oninput: text,
  })
}

let groups = 0

function boxes(element, { named, label, value, change, names }) {
  const many = element.type === 'checkboxes'
  const chosen = [value].flat()
  const name = `boxes-${++groups}`
  const group = el('div', {
    ...named,
    class: 'boxes',
    role: many ? 'group' : 'radiogroup',
    'aria-label': label,
  })
  const values = () => [...group.querySelectorAll('input:checked')].map(box => box.value)
  for (const option of element.options)
    group.append(
      el(
        'label',
        { class: 'option' },
        el('input', {
          type: many ? 'checkbox' : 'radio',
          name,
          value: option.value,
          checked: chosen.includes(option.value),
          onchange: () => change(many ? values() : (values()[0] ?? null)),
        }),
        el(
          'span',
          {},
          textNode(option.text, names),
          option.description && el('div', { class: 'faint' }, textNode(option.description, names)),
        ),
      ),
    )
  return group
}

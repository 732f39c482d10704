import { el } from './dom.js'

const sampleWords = {
  'zh-CN': {
    about: '示例：三起投诉，卡片和提醒都是应用按时发的。清除它不影响您自己记录的。',
    clear: '清除示例',
  },
  en: {
    about:
      'A sample: three complaints, with the cards and reminders that the app posted. What you recorded stays.',
    clear: 'Clear the sample',
  },
}

/** The bar above the messages of the sample's channel. */
export function sampleBar({ data, words, clear }) {
  if (!data.sample || data.sample.channel !== data.place) return []
  const { about, clear: label } = sampleWords[words.lang]
  return [el('span', { text: about }), el('button', { type: 'button', text: label, onclick: clear })]
}

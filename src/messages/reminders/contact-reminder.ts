import type { Window } from '../../rules/deadlines.ts'
import type { Lang } from '../content.ts'
import { buttonName } from '../parts/buttons.ts'
import { windowLines } from '../parts/deadlines.ts'
import { rich } from '../parts/rich.ts'
import type { Draft } from './reminder-draft.ts'

/** Advice on talking to the buyer, who can still withdraw. Sent by day only. */
export const contactDraft = (window: Window, lang: Lang): Draft => ({
  title: { zh: '可以和买家谈谈了', en: 'a good time to talk to the buyer' }[lang],
  when: windowLines('evidence', window, lang),
  lines: [
    {
      zh: rich`先核实有没有频繁打电话、发短信或旺旺消息的情况。`,
      en: rich`First check whether there were frequent calls, SMS or Wangwang messages.`,
    }[lang],
    {
      zh: rich`平台处理意见出来之前，买家还可以撤销。像朋友一样商量，谈好了请买家在平台撤销，页面显示后点${buttonName('withdrawn', 'zh')}；旺旺举证号留作凭证。`,
      en: rich`The buyer can withdraw until the platform decides. Settle it as friends; once the page shows the withdrawal press ${buttonName('withdrawn', 'en')}. Keep the Wangwang evidence number as proof.`,
    }[lang],
    {
      zh: rich`注意时间和次数：优先用旺旺；电话没接，不要一直打；晚上不要联系。`,
      en: rich`Mind the time and the number of attempts: prefer Wangwang, do not keep calling when nobody answers, and not at night.`,
    }[lang],
    {
      zh: rich`商量归商量，举证期限照样在走。`,
      en: rich`Meanwhile the time for the answer keeps running.`,
    }[lang],
  ],
  buttons: ['withdrawn', 'evidence'],
})

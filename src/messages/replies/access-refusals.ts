import { code, rich, userText } from '../parts/rich.ts'
import type { RefusalTable } from './refusal-table.ts'

/** Refusals that depend on where a request was made and by whom. */
export const accessRefusals = {
  'no-way-in': () => ({
    zh: rich`移不过去：没有这个频道，或者您或本应用不在里面。请先加入，私有频道再输入 ${code('/invite @Shensu')}，然后重试。`,
    en: rich`It cannot go there: there is no such channel, or you or the app are not in it. Please join it first, in a private one type ${code('/invite @Shensu')}, and try again.`,
  }),
  'not-found': ({ id }) => ({
    zh: rich`找不到 ${userText(id, 20)}：没有这个编号，或者您不在它所在的频道。可以用 ${code('/complaint 列表 我的')} 查您负责的投诉。`,
    en: rich`${userText(id, 20)} was not found: there is no such id, or you are not in its channel. ${code('/complaint list mine')} shows the complaints that you own.`,
  }),
  'direct-message': () => ({
    zh: rich`投诉要记在店铺的频道里，让同事都看得到，私聊里不能用。请到频道里输入 ${code('/complaint')}。`,
    en: rich`A complaint belongs in its shop’s channel, where the team sees it, not in a direct message. Please type ${code('/complaint')} in the channel.`,
  }),
  'not-invited': ({ typed }) => ({
    zh: rich`应用还不在这个频道里，所以没有记录。请先输入 ${code('/invite @Shensu')}，再发一次${typed ? '下面这条命令' : '刚才的内容'}。`,
    en: rich`The app is not in this channel yet, so nothing was recorded. Please type ${code('/invite @Shensu')}, then send ${typed ? 'the command below' : 'it'} again.`,
  }),
  archived: () => ({
    zh: rich`这个频道已归档，不能再记录。请取消归档，或换一个频道。`,
    en: rich`This channel is archived, so nothing can be recorded. Please unarchive it or use another channel.`,
  }),
  outsider: () => ({
    zh: rich`只有安装本应用的工作区的成员才能操作，您可以继续查看频道里的卡片。需要改动请告诉对方团队。`,
    en: rich`Only members of the workspace that installed the app can do this; you can still read the cards in the channel. Please ask that team for changes.`,
  }),
  'cannot-check': () => ({
    zh: rich`暂时无法向 Slack 核对频道，所以没有执行。请过一会儿再试一次。`,
    en: rich`The channel could not be checked with Slack just now, so nothing was done. Please try again in a moment.`,
  }),
  'cannot-list': () => ({
    zh: rich`暂时无法列出您负责的投诉。请过一会儿再试一次。`,
    en: rich`The complaints that you own cannot be listed just now. Please try again in a moment.`,
  }),
  'admins-only': () => ({
    zh: rich`只有工作区管理员能看这份列表。`,
    en: rich`Only admins of the workspace can see this list.`,
  }),
} satisfies Partial<RefusalTable>

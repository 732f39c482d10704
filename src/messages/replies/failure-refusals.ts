import { code, rich } from '../parts/rich.ts'
import type { RefusalTable } from './refusal-table.ts'
import { example } from './refusal-words.ts'

/** Refusals because Slack or the app failed, is busy, or no longer has the item. */
export const failureRefusals = {
  'database-lost': () => ({
    zh: rich`现在无法保存：应用的数据库文件被移走或替换了，所以这次没有执行。请管理员恢复该文件并重启应用，之后再试。`,
    en: rich`Nothing can be saved right now: the app’s database file was moved or replaced, so this was not done. Please ask an admin to put the file back and restart the app, then try again.`,
  }),
  'no-form': ({ verb, id }) => ({
    zh: rich`Slack 没有响应，表单没能打开。请过一会儿再试一次${verb ? rich`，或直接输入，例如 ${example(verb, 'zh', id)}` : ''}。`,
    en: rich`Slack did not answer, so the form could not be opened. Please try again in a moment${verb ? rich`, or type it, for example ${example(verb, 'en', id)}` : ''}.`,
  }),
  'too-often': ({ seconds }) => ({
    zh: rich`一下子太多了，这次没有执行。请过 ${seconds} 秒再试。`,
    en: rich`Too many at once, so nothing was done. Please try again in ${seconds} s.`,
  }),
  'not-ready': () => ({
    zh: rich`应用刚启动，还没有连上 Slack，所以这次没有执行。请过一分钟再试一次。`,
    en: rich`The app has just started and has not reached Slack yet, so nothing was done. Please try again in a minute.`,
  }),
  broken: () => ({
    zh: rich`出错了，这次没有完成。请再试一次；还不行的话，请管理员看应用日志。`,
    en: rich`Something went wrong and this was not completed. Please try again; if it fails again, ask an admin to look at the app’s log.`,
  }),
  'miss-gone': () => ({
    zh: rich`这个问题已不在列表里。请重新输入 ${code('/harassment 未解答')}。`,
    en: rich`That question is no longer on the list. Please type ${code('/harassment misses')} again.`,
  }),
  'not-taught': () => ({
    zh: rich`没有教过这个问法，也许已经收回了。现有的问法见 ${code('/harassment 已教')}。`,
    en: rich`That was not taught, or was taken back already. ${code('/harassment taught')} lists what there is.`,
  }),
} satisfies Partial<RefusalTable>

import { formatTime } from '../../time/beijing.ts'
import type { Lang } from '../content.ts'
import { code, rich, userText } from '../parts/rich.ts'
import { keyNames, outcomeWords, statusWords } from '../vocabulary.ts'
import type { RefusalTable } from './refusal-table.ts'
import { nameIn } from './refusal-words.ts'

/** Refusals of a step that does not fit the state of the complaint. */
export const stepRefusals = {
  'order-missing': () => ({
    zh: rich`还缺订单号。例如 ${code('/complaint 新增 订单=3366123456 收到="2026-11-20 10:30"')}。`,
    en: rich`The order number is missing. For example ${code('/complaint new order=3366123456 received="2026-11-20 10:30"')}.`,
  }),
  'order-taken': ({ order, id }) => ({
    zh: rich`订单 ${userText(order, 64)} 在该频道已有未结的投诉 ${id}，没有改动。查看：${code(`/complaint 查看 ${id}`)}。`,
    en: rich`Order ${userText(order, 64)} already has an open complaint in that channel, ${id}, so nothing was changed. See it: ${code(`/complaint show ${id}`)}.`,
  }),
  'too-long': ({ field, max }) => ({
    zh: rich`“${keyWord(field, 'zh')}”太长，最多 ${max} 个字符。请缩短后再试。`,
    en: rich`“${keyWord(field, 'en')}” is too long: ${max} characters at most. Please shorten it.`,
  }),
  'already-answered': ({ id, at }) => ({
    zh: rich`${id} 的答复已在 ${formatTime(at)} 记为提交，不用再记。记错了可以撤回：${code(`/complaint 恢复 ${id} "记错了"`)}。`,
    en: rich`The answer of ${id} was already recorded as handed in at ${formatTime(at)}. To undo that: ${code(`/complaint reopen ${id} "recorded by mistake"`)}.`,
  }),
  closed: ({ id, outcome, at }) => ({
    zh: rich`${id} 已结束（${outcomeWords[outcome].zh}，${formatTime(at)}），没有改动。要继续处理，先恢复：${code(`/complaint 恢复 ${id} "原因"`)}。`,
    en: rich`${id} is closed (${outcomeWords[outcome].en}, ${formatTime(at)}), so nothing was changed. To go on with it, reopen it first: ${code(`/complaint reopen ${id} "why"`)}.`,
  }),
  'withdraw-after-penalty': ({ id, penalizedAt }) => ({
    zh: rich`${id} 已在 ${formatTime(penalizedAt)} 处罚，此后买家再撤销，平台也不会退回已扣的分，所以不能记为撤销。可以走处罚后的申诉（只有一次），提交后记：${code(`/complaint 申诉 ${id} 时间="2026-11-20 10:30"`)}。`,
    en: rich`${id} was penalized at ${formatTime(penalizedAt)}. A withdrawal after that does not take the points back, so it cannot be recorded. What is left is the one appeal; once submitted, record it: ${code(`/complaint appealed ${id} at="2026-11-20 10:30"`)}.`,
  }),
  'no-penalty': ({ id }) => ({
    zh: rich`${id} 还没有处罚记录，不能记处罚后的申诉。处理期内的答复请记：${code(`/complaint 举证 ${id} 已提交`)}；已经处罚的，先记判定：${code(`/complaint 判定 ${id} 成立 时间="2026-11-20 10:30"`)}。`,
    en: rich`${id} has no penalty on record, so there is nothing to appeal. The answer to a pending complaint is ${code(`/complaint evidence ${id} sent`)}; if a penalty was imposed, record it first: ${code(`/complaint decided ${id} upheld at="2026-11-20 10:30"`)}.`,
  }),
  'already-upheld': ({ id, at }) => ({
    zh: rich`${id} 已在 ${formatTime(at)} 判定成立并处罚，没有改动。记错时间用 ${code(`/complaint 更正 ${id} 处罚="2026-11-20 10:30"`)}；记错结果用 ${code(`/complaint 恢复 ${id} "原因"`)}。`,
    en: rich`${id} was upheld and penalized at ${formatTime(at)}, so nothing was changed. A wrong time: ${code(`/complaint correct ${id} penalized="2026-11-20 10:30"`)}. A wrong outcome: ${code(`/complaint reopen ${id} "why"`)}.`,
  }),
  'already-appealed': ({ id, at }) => ({
    zh: rich`不能再次申诉 ${id}：唯一一次申诉已在 ${formatTime(at)} 提交。记错时间用 ${code(`/complaint 更正 ${id} 申诉时间="2026-11-20 10:30"`)}；误记的用 ${code(`/complaint 恢复 ${id} "原因"`)} 撤回。`,
    en: rich`Cannot appeal ${id}: the one appeal was submitted on ${formatTime(at)}. A wrong time: ${code(`/complaint correct ${id} appealed="2026-11-20 10:30"`)}. Recorded by mistake: ${code(`/complaint reopen ${id} "why"`)}.`,
  }),
  'not-appealed': ({ id, status }) => ({
    zh: rich`${id} 现在是“${statusWords[status].zh}”，还没有提交申诉的记录，不能记审核结果。先记申诉：${code(`/complaint 申诉 ${id} 时间="2026-11-20 10:30"`)}。`,
    en: rich`${id} stands at “${statusWords[status].en}” and has no appeal on record, so there is no review. Record the appeal first: ${code(`/complaint appealed ${id} at="2026-11-20 10:30"`)}.`,
  }),
  'nothing-to-undo': ({ id }) => ({
    zh: rich`${id} 没有可以撤回的步骤。填错的信息或时间用 ${code(`/complaint 更正 ${id} 订单=3366123456`)} 改；整条误记的用 ${code(`/complaint 作废 ${id} "误记"`)}。`,
    en: rich`${id} has no step to undo. Wrong facts or times: ${code(`/complaint correct ${id} order=3366123456`)}. A record made by mistake: ${code(`/complaint discard ${id} "recorded by mistake"`)}.`,
  }),
  'nothing-to-correct': ({ id, field }) => ({
    zh: rich`${id} 还没有“${keyWord(field, 'zh')}”可以更正：要先有处罚或申诉的记录。查看现状：${code(`/complaint 查看 ${id}`)}。`,
    en: rich`${id} has no “${keyWord(field, 'en')}” to correct yet: record the penalty or the appeal first. See where it stands: ${code(`/complaint show ${id}`)}.`,
  }),
  'nothing-changed': ({ id }) => ({
    zh: rich`${id} 没有变化：填的和记录里的一样。例如 ${code(`/complaint 更正 ${id} 收到="2026-11-20 10:30"`)}。`,
    en: rich`Nothing changed on ${id}: it already says so. For example ${code(`/complaint correct ${id} received="2026-11-20 10:30"`)}.`,
  }),
} satisfies Partial<RefusalTable>

/** A key's name in the language; the reason for a step has no key. */
const keyWord = (field: string, lang: Lang): string =>
  field === 'why' ? { zh: '原因', en: 'reason' }[lang] : nameIn(keyNames, field, lang)

import type { Lang, Words } from '../content.ts'
import { exampleOf } from '../parts/example-commands.ts'
import { code, type Rich, rich, userText } from '../parts/rich.ts'
import type { AnyReason } from '../reason.ts'
import { choiceNames, keyNames, listed, type Name, noneNames, timeWords, verbNames } from '../vocabulary.ts'
import { ruleSentence } from './rule-refusals.ts'

/** The name of a verb, key or choice in the language, as it can be typed; as it is when we have none. */
function nameIn(table: Record<string, Name>, word: string, lang: Lang): string {
  const name = Object.hasOwn(table, word) ? table[word] : undefined
  return name && lang === 'zh' ? name.zh : word
}

/** Words that a verb cannot do without, where the key's own name does not say it. */
const argumentWords: Record<string, Words> = {
  id: { zh: '投诉编号', en: 'the complaint’s id' },
  kind: { zh: '凭证种类', en: 'the kind of proof' },
  mark: { zh: '进度（已收集、已提交或没有）', en: 'how far it is (collected, sent or unavailable)' },
  outcome: { zh: '结果', en: 'the outcome' },
  user: { zh: '要指派的人', en: 'the person' },
  owner: { zh: '负责人', en: 'the owner' },
  text: { zh: '备注内容', en: 'the text' },
  why: { zh: '原因', en: 'the reason' },
  channel: { zh: '要移到的频道', en: 'the channel to move it to' },
  until: { zh: '再提醒的时间', en: 'when to remind again' },
  field: { zh: '要更正的内容', en: 'what to correct' },
}

/** What the field of a request is called. */
function fieldWord(field: string, lang: Lang): string {
  const word = Object.hasOwn(argumentWords, field) ? argumentWords[field]?.[lang] : undefined
  return word ?? nameIn(keyNames, field, lang)
}

const nearestWords = (nearest: string | undefined, lang: Lang): Rich =>
  nearest === undefined
    ? []
    : {
        zh: rich`是不是想输入 ${code(userText(nearest).text)}？`,
        en: rich`Did you mean ${code(userText(nearest).text)}? `,
      }[lang]

/** A record can do without these times: how one is taken off again. */
function takeOffHint(field: string, lang: Lang): Rich {
  if (field !== 'evidence-due' && field !== 'appeal-due') return []
  const command = code(`${nameIn(keyNames, field, lang)}=${noneNames.none[lang]}`)
  return {
    zh: rich`要取消它，写 ${command}；在表单里把日期和时刻都清空。`,
    en: rich` To take it off, write ${command}; in the form, clear both day and time.`,
  }[lang]
}

/** Why a request cannot be understood or carried out, or why the rules say no, and what to type instead. */
export function refusalSentence(reason: AnyReason, lang: Lang): Rich {
  const example = (verb: string, id?: string) => code(exampleOf(verb, lang, id))
  switch (reason.code) {
    case 'unknown-verb':
      return {
        zh: rich`没有“${userText(reason.typed, 40)}”这个操作。${nearestWords(reason.nearest, 'zh')}所有操作见 ${code('/complaint 帮助')}。`,
        en: rich`There is no verb “${userText(reason.typed, 40)}”. ${nearestWords(reason.nearest, 'en')}All verbs: ${code('/complaint help')}.`,
      }[lang]
    case 'unknown-key': {
      const keys = reason.keys.map(key => `${nameIn(keyNames, key, lang)}=`).join(' ')
      const verb = nameIn(verbNames, reason.verb, lang)
      return {
        zh: rich`“${verb}”不认识“${userText(reason.key, 40)}=”。${nearestWords(reason.nearest, 'zh')}${keys ? rich`可以用：${code(keys)}。` : '它不需要这类参数。'}例如 ${example(reason.verb)}。`,
        en: rich`“${verb}” does not know “${userText(reason.key, 40)}=”. ${nearestWords(reason.nearest, 'en')}${keys ? rich`It takes ${code(keys)}. ` : 'It takes no such argument. '}For example ${example(reason.verb)}.`,
      }[lang]
    }
    case 'key-twice':
      return {
        zh: rich`“${userText(nameIn(keyNames, reason.key, 'zh'), 40)}=”写了两次，不知道以哪个为准。请只写一次。`,
        en: rich`“${userText(reason.key, 40)}=” stands there twice. Please give it once.`,
      }[lang]
    case 'extra-word':
      return {
        zh: rich`看不懂“${userText(reason.word, 60)}”。带空格的内容要加引号，例如 ${example(reason.verb)}。`,
        en: rich`“${userText(reason.word, 60)}” is one word too many. Put text with spaces in quotation marks, for example ${example(reason.verb)}.`,
      }[lang]
    case 'colon': {
      const pair = code(userText(`${reason.key}=${reason.value}`, 60).text)
      return {
        zh: rich`参数和内容之间要用等号，请写成 ${pair}；内容里有空格的加引号。`,
        en: rich`Put an equals sign between a key and its value: ${pair}. A value with spaces goes in quotation marks.`,
      }[lang]
    }
    case 'missing':
      return {
        zh: rich`还缺${fieldWord(reason.argument, 'zh')}。例如 ${example(reason.verb, reason.id)}。`,
        en: rich`Still missing: ${fieldWord(reason.argument, 'en')}. For example ${example(reason.verb, reason.id)}.`,
      }[lang]
    case 'bad-id':
      return {
        zh: rich`“${userText(reason.typed, 40)}”不是投诉编号。编号形如 ${code('H-7K3Q')}，可以用 ${code('/complaint 列表')} 查到。`,
        en: rich`“${userText(reason.typed, 40)}” is no complaint’s id. An id looks like ${code('H-7K3Q')}; ${code('/complaint list')} shows them.`,
      }[lang]
    case 'bad-time': {
      const name = timeWords[reason.field][lang]
      const typed = userText(reason.typed, 60)
      const sample = code('2026-11-20 10:30')
      const off = takeOffHint(reason.field, lang)
      return {
        impossible: {
          zh: rich`${name}“${typed}”不存在。请填日历上有的日期和时刻，例如 ${sample}。${off}`,
          en: rich`The ${name}, “${typed}”, does not exist. Give a real day and time, such as ${sample}.${off}`,
        },
        'no-time-of-day': {
          zh: rich`${name}“${typed}”还缺时刻，期限要精确到分钟。请写成 ${sample}；一天结束写 ${code('2026-11-20 24:00')}。${off}`,
          en: rich`The ${name}, “${typed}”, needs a time of day as well: deadlines count minutes. Write ${sample}, or ${code('2026-11-20 24:00')} for the end of a day.${off}`,
        },
        unreadable: {
          zh: rich`${name}“${typed}”看不懂。请写成北京时间 ${sample}。${off}`,
          en: rich`The ${name}, “${typed}”, cannot be read. Write Beijing time as ${sample}.${off}`,
        },
      }[reason.why][lang]
    }
    case 'bad-number':
      return {
        zh: rich`“${fieldWord(reason.field, 'zh')}”要填 0 到 ${reason.max} 的整数，“${userText(reason.typed, 40)}”不行。例如 ${code(`${fieldWord(reason.field, 'zh')}=7`)}。`,
        en: rich`“${reason.field}” takes a whole number from 0 to ${reason.max}, not “${userText(reason.typed, 40)}”. For example ${code(`${reason.field}=7`)}.`,
      }[lang]
    case 'bad-choice': {
      const choices = reason.choices
        .map(choice => nameIn(choiceNames, choice, lang))
        .join(lang === 'zh' ? '、' : ', ')
      return {
        zh: rich`“${userText(reason.typed, 40)}”不在可选项里。${nearestWords(reason.nearest, 'zh')}可以填：${choices}。`,
        en: rich`“${userText(reason.typed, 40)}” is not one of the choices. ${nearestWords(reason.nearest, 'en')}Choose from: ${choices}.`,
      }[lang]
    }
    case 'bad-later':
      return {
        zh: rich`看不懂“${userText(reason.typed, 40)}”。请写时长或时间，例如 ${example('snooze', reason.id)}，或 ${code(`/complaint 稍后 ${reason.id} 到=19:00`)}。`,
        en: rich`“${userText(reason.typed, 40)}” is no time to come. Give a length or a time: ${example('snooze', reason.id)} or ${code(`/complaint snooze ${reason.id} until=19:00`)}.`,
      }[lang]
    case 'bad-quiet': {
      const typed = userText(reason.typed, 40)
      const why = {
        unreadable: {
          zh: rich`静默时段“${typed}”看不懂。请写起止时刻，最长 16 小时`,
          en: rich`The quiet hours “${typed}” cannot be read. Give start and end, at most 16 hours apart`,
        },
        empty: {
          zh: rich`静默时段“${typed}”起止相同。请写不同的起止时刻，最长 16 小时`,
          en: rich`The quiet hours “${typed}” end when they begin. Give start and end, at most 16 hours apart`,
        },
        'too-long': {
          zh: rich`静默时段“${typed}”太长，最长 16 小时，不然一天里留给提醒的时间太少。请写短一些`,
          en: rich`The quiet hours “${typed}” are too long: at most 16 hours, or too little of the day is left for reminders. Make them shorter`,
        },
      }[reason.why]
      return {
        zh: rich`${why.zh}，例如 ${code('静默=22:00-08:00')}；不要静默写 ${code('静默=关')}。`,
        en: rich`${why.en}, such as ${code('quiet=22:00-08:00')}, or ${code('quiet=off')} for none.`,
      }[lang]
    }
    case 'bad-backup': {
      const people = listed(
        reason.names.map(name => userText(name, 40).text),
        lang,
      )
      return {
        elsewhere: {
          zh: rich`${people} 不在这个频道里，收不到提醒，所以没有保存。请先用 ${code('/invite')} 请进频道，再设置。`,
          en: rich`Not in this channel, so nothing would reach them and nothing was saved: ${people}. Please ${code('/invite')} them first, then set it again.`,
        },
        bot: {
          zh: rich`${people} 是机器人，不能当后备，所以没有保存。请换成频道里的人。`,
          en: rich`A bot cannot be a backup, so nothing was saved: ${people}. Choose people of this channel.`,
        },
        outsider: {
          zh: rich`${people} 不是本工作区的在职成员，不能当后备，所以没有保存。请换成本工作区、频道里的人。`,
          en: rich`Not an active member of this workspace, so nothing was saved: ${people}. Choose people of this workspace who are in the channel.`,
        },
        unknown: {
          zh: rich`Slack 里找不到 ${people}，提醒送不到，所以没有保存。请换成频道里的人。`,
          en: rich`Slack does not know them, so nothing would reach them and nothing was saved: ${people}. Choose people of this channel.`,
        },
      }[reason.why][lang]
    }
    case 'backup-unchecked':
      return {
        zh: rich`暂时无法向 Slack 核对后备人员，所以没有保存。请过一会儿再试一次。`,
        en: rich`The backup people could not be checked with Slack just now, so nothing was saved. Please try again in a moment.`,
      }[lang]
    case 'bad-owner': {
      const name = userText(reason.name, 40)
      return {
        elsewhere: {
          zh: rich`${name} 不在投诉所在的频道里，收不到提醒，所以没有保存。请先用 ${code('/invite')} 请进频道，再试一次。`,
          en: rich`${name} is not in the complaint’s channel, where the reminders come, so nothing was saved. Please ${code('/invite')} them first, then try again.`,
        },
        bot: {
          zh: rich`${name} 是机器人，不能当负责人，所以没有保存。请换成频道里的人。`,
          en: rich`${name} is a bot and cannot be an owner, so nothing was saved. Please choose someone in the channel.`,
        },
        outsider: {
          zh: rich`${name} 不是本工作区的在职成员，不能当负责人，所以没有保存。请换成本工作区、频道里的人。`,
          en: rich`${name} is no active member of this workspace, so nothing was saved. Please choose someone of this workspace who is in the channel.`,
        },
        unknown: {
          zh: rich`Slack 里找不到 ${name}，提醒送不到，所以没有保存。请换成频道里的人。`,
          en: rich`Slack does not know ${name}, so no reminder would arrive and nothing was saved. Please choose someone in the channel.`,
        },
      }[reason.why][lang]
    }
    case 'too-many':
      return {
        zh: rich`“${fieldWord(reason.field, 'zh')}”最多 ${reason.max} 个，请减少后再试。`,
        en: rich`“${reason.field}” takes ${reason.max} at most. Please give fewer.`,
      }[lang]
    case 'bad-person':
      return {
        zh: rich`“${userText(reason.typed, 40)}”不是频道里的人。请输入 @ 再从弹出的名单里选，不要只打名字。`,
        en: rich`“${userText(reason.typed, 40)}” is no person here. Type @ and pick someone from the list rather than typing a name.`,
      }[lang]
    case 'bad-channel':
      return {
        zh: rich`“${userText(reason.typed, 40)}”不是频道。请输入 # 再从弹出的名单里选，例如 ${example('move')}。`,
        en: rich`“${userText(reason.typed, 40)}” is no channel. Type # and pick one from the list, for example ${example('move')}.`,
      }[lang]
    case 'no-way-in':
      return {
        zh: rich`移不过去：没有这个频道，或者您或本应用不在里面。请先加入，私有频道再输入 ${code('/invite @Shensu')}，然后重试。`,
        en: rich`It cannot go there: there is no such channel, or you or the app are not in it. Please join it first, in a private one type ${code('/invite @Shensu')}, and try again.`,
      }[lang]
    case 'not-found':
      return {
        zh: rich`找不到 ${userText(reason.id, 20)}：没有这个编号，或者您不在它所在的频道。可以用 ${code('/complaint 列表 我的')} 查您负责的投诉。`,
        en: rich`${userText(reason.id, 20)} was not found: there is no such id, or you are not in its channel. ${code('/complaint list mine')} shows the complaints that you own.`,
      }[lang]
    case 'confirm-appeal':
      return {
        zh: rich`申诉只有一次，提交后不能重来，请先确认。确认后输入 ${example('appealed', reason.id)}。`,
        en: rich`There is one appeal and it cannot be repeated, so please confirm: ${example('appealed', reason.id)}.`,
      }[lang]
    case 'direct-message':
      return {
        zh: rich`投诉要记在店铺的频道里，让同事都看得到，私聊里不能用。请到频道里输入 ${code('/complaint')}。`,
        en: rich`A complaint belongs in its shop’s channel, where the team sees it, not in a direct message. Please type ${code('/complaint')} in the channel.`,
      }[lang]
    case 'not-invited':
      return {
        zh: rich`应用还不在这个频道里，所以没有记录。请先输入 ${code('/invite @Shensu')}，再发一次${reason.typed ? '下面这条命令' : '刚才的内容'}。`,
        en: rich`The app is not in this channel yet, so nothing was recorded. Please type ${code('/invite @Shensu')}, then send ${reason.typed ? 'the command below' : 'it'} again.`,
      }[lang]
    case 'archived':
      return {
        zh: rich`这个频道已归档，不能再记录。请取消归档，或换一个频道。`,
        en: rich`This channel is archived, so nothing can be recorded. Please unarchive it or use another channel.`,
      }[lang]
    case 'database-lost':
      return {
        zh: rich`现在无法保存：应用的数据库文件被移走或替换了，所以这次没有执行。请管理员恢复该文件并重启应用，之后再试。`,
        en: rich`Nothing can be saved right now: the app’s database file was moved or replaced, so this was not done. Please ask an admin to put the file back and restart the app, then try again.`,
      }[lang]
    case 'outsider':
      return {
        zh: rich`只有安装本应用的工作区的成员才能操作，您可以继续查看频道里的卡片。需要改动请告诉对方团队。`,
        en: rich`Only members of the workspace that installed the app can do this; you can still read the cards in the channel. Please ask that team for changes.`,
      }[lang]
    case 'cannot-check':
      return {
        zh: rich`暂时无法向 Slack 核对频道，所以没有执行。请过一会儿再试一次。`,
        en: rich`The channel could not be checked with Slack just now, so nothing was done. Please try again in a moment.`,
      }[lang]
    case 'cannot-list':
      return {
        zh: rich`暂时无法列出您负责的投诉。请过一会儿再试一次。`,
        en: rich`The complaints that you own cannot be listed just now. Please try again in a moment.`,
      }[lang]
    case 'no-form':
      return {
        zh: rich`Slack 没有响应，表单没能打开。请过一会儿再试一次${reason.verb ? rich`，或直接输入，例如 ${example(reason.verb, reason.id)}` : ''}。`,
        en: rich`Slack did not answer, so the form could not be opened. Please try again in a moment${reason.verb ? rich`, or type it, for example ${example(reason.verb, reason.id)}` : ''}.`,
      }[lang]
    case 'admins-only':
      return {
        zh: rich`只有工作区管理员能看这份列表。`,
        en: rich`Only admins of the workspace can see this list.`,
      }[lang]
    case 'miss-gone':
      return {
        zh: rich`这个问题已不在列表里。请重新输入 ${code('/harassment 未解答')}。`,
        en: rich`That question is no longer on the list. Please type ${code('/harassment misses')} again.`,
      }[lang]
    case 'not-taught':
      return {
        zh: rich`没有教过这个问法，也许已经收回了。现有的问法见 ${code('/harassment 已教')}。`,
        en: rich`That was not taught, or was taken back already. ${code('/harassment taught')} lists what there is.`,
      }[lang]
    case 'too-often':
      return {
        zh: rich`一下子太多了，这次没有执行。请过 ${reason.seconds} 秒再试。`,
        en: rich`Too many at once, so nothing was done. Please try again in ${reason.seconds} s.`,
      }[lang]
    case 'not-ready':
      return {
        zh: rich`应用刚启动，还没有连上 Slack，所以这次没有执行。请过一分钟再试一次。`,
        en: rich`The app has just started and has not reached Slack yet, so nothing was done. Please try again in a minute.`,
      }[lang]
    case 'broken':
      return {
        zh: rich`出错了，这次没有完成。请再试一次；还不行的话，请管理员看应用日志。`,
        en: rich`Something went wrong and this was not completed. Please try again; if it fails again, ask an admin to look at the app’s log.`,
      }[lang]
    default:
      return ruleSentence(reason, lang)
  }
}

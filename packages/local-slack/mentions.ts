import type { Workspace } from './workspace.ts'

/** Escapes `&`, `<` and `>`, as Slack does with all typed text. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** Turns `@name`, `#channel` and web addresses into Slack's `<...>` forms, as `should_escape` asks. */
export function linkMentions(workspace: Workspace, team: string, text: string): string {
  // The workspace's own people come last, so that they win over others of the same name.
  const users = [...workspace.users.values()].sort(
    (a, b) => Number(a.team === team) - Number(b.team === team),
  )
  const people = users.flatMap(
    user =>
      [
        [user.name, user],
        [user.realName, user],
        // People type an app by the first word of its name.
        ...(user.bot ? [[user.realName.split(' ', 1).join(), user] as const] : []),
      ] as const,
  )
  const named = new Map(people.map(([name, user]) => [name.toLowerCase(), `<@${user.id}|${user.name}>`]))
  const rooms = [...workspace.channels.values()].filter(
    channel => channel.team === team && channel.name !== '',
  )
  const places = new Map(rooms.map(channel => [channel.name, `<#${channel.id}|${channel.name}>`]))
  return replaceLongest(replaceLongest(text, '@', named), '#', places).replace(
    /(?<![<\w])https?:\/\/(?:(?!&[lg]t;)[^\s<>"“”])+/g,
    '<$&>',
  )
}

function replaceLongest(text: string, sign: string, forms: Map<string, string>): string {
  const names = [...forms.keys()].toSorted((a, b) => b.length - a.length).map(name => RegExp.escape(name))
  if (names.length === 0) return text
  const pattern = new RegExp(`(?<![<\\w])${sign}(${names.join('|')})(?![\\w-])`, 'gi')
  return text.replace(pattern, (typed, name: string) => forms.get(name.toLowerCase()) ?? typed)
}

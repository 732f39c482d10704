import type { Workspace } from './workspace.ts'

/** What Slack makes of typed text before anything else: `&`, `<` and `>` escaped. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** What `should_escape` adds: `@name` and `#channel` of this workspace and web addresses become Slack's `<...>` forms. */
export function linkMentions(workspace: Workspace, team: string, text: string): string {
  // Of two people with one name the workspace's own is meant.
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

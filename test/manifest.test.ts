import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { App } from '@slack/bolt'
import { describe, expect, it, vi } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { createApp } from '../src/app.ts'
import { createLog } from '../src/log.ts'
import { boltLog } from '../src/process/bolt-log.ts'
import { loadRules } from '../src/search/load-rules.ts'
import { createSlack } from '../src/slack/create-slack.ts'
import { manualClock } from '../testing/manual-clock.ts'
import { scratchStore } from './store/scratch.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Slack's schema for the parts that this manifest has. */
const manifestSchema = z.strictObject({
  display_information: z.strictObject({
    name: z.string().min(1).max(35),
    description: z.string().min(1).max(140),
    background_color: z.string().regex(/^#[0-9a-f]{6}$/i),
  }),
  features: z.strictObject({
    app_home: z.strictObject({
      home_tab_enabled: z.boolean(),
      messages_tab_enabled: z.boolean(),
      messages_tab_read_only_enabled: z.boolean(),
    }),
    bot_user: z.strictObject({ display_name: z.string().min(1).max(80), always_online: z.boolean() }),
    slash_commands: z
      .array(
        z.strictObject({
          command: z
            .string()
            .regex(/^\/[a-z]+$/)
            .max(32),
          url: z.string().optional(),
          description: z.string().min(1).max(2000),
          usage_hint: z.string().min(1).max(1000),
          should_escape: z.boolean(),
        }),
      )
      .min(1),
    shortcuts: z
      .array(
        z.strictObject({
          name: z.string().min(1).max(24),
          type: z.enum(['message', 'global']),
          callback_id: z.string().min(1).max(255),
          description: z.string().min(1).max(150),
        }),
      )
      .min(1)
      .optional(),
  }),
  oauth_config: z.strictObject({ scopes: z.strictObject({ bot: z.array(z.string()) }) }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({ bot_events: z.array(z.string()) }),
    interactivity: z.strictObject({ is_enabled: z.literal(true) }),
    org_deploy_enabled: z.literal(false),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.literal(false),
  }),
})

const text = readFileSync(`${root}manifest.yml`, 'utf8')
const manifest = manifestSchema.parse(parse(text))
const scopes = manifest.oauth_config.scopes.bot

/** The scopes that each method needs for public and private channels, from Slack's method pages. */
const scopesOf: Record<string, string[]> = {
  'auth.test': [],
  'views.open': [],
  'views.publish': [],
  'views.update': [],
  'views.push': [],
  'chat.postMessage': ['chat:write'],
  'chat.postEphemeral': ['chat:write'],
  'chat.update': ['chat:write'],
  'chat.scheduleMessage': ['chat:write'],
  'chat.deleteScheduledMessage': ['chat:write'],
  'chat.scheduledMessages.list': [],
  'chat.getPermalink': [],
  'conversations.info': ['channels:read', 'groups:read'],
  'conversations.members': ['channels:read', 'groups:read'],
  'conversations.join': ['channels:join'],
  'conversations.history': ['channels:history', 'groups:history'],
  'conversations.replies': ['channels:history', 'groups:history'],
  'dnd.info': ['dnd:read'],
  'users.conversations': ['channels:read', 'groups:read'],
  'users.info': ['users:read'],
  'users.list': ['users:read'],
}

/** Slack's names of events that differ from Bolt's, and the scopes of events. */
const eventNames: Record<string, string> = { message: 'message.im' }
const scopesOfEvents: Record<string, string[]> = {
  app_mention: ['app_mentions:read'],
  message: ['im:history'],
}

/** Every Web API method that the sources call, by name or through `paginate` and `apiCall`. */
function methodsCalled(): string[] {
  const groups = 'apps|auth|bookmarks|chat|conversations|dnd|files|pins|reactions|team|usergroups|users|views'
  const calls = [new RegExp(`\\.((?:${groups})(?:\\.\\w+)+)\\(`, 'g'), /\.(?:paginate|apiCall)\('([\w.]+)'/g]
  const sources = globSync('src/**/*.ts', { cwd: root }).map(path => readFileSync(`${root}${path}`, 'utf8'))
  const called = sources.flatMap(source =>
    calls.flatMap(call => [...source.matchAll(call)].map(([, method]) => method ?? '')),
  )
  return [...new Set(called)].sort()
}

/** The commands, events and shortcuts that the app listens to. */
function heardByApp() {
  const spies = {
    command: vi.spyOn(App.prototype, 'command'),
    event: vi.spyOn(App.prototype, 'event'),
    shortcut: vi.spyOn(App.prototype, 'shortcut'),
  }
  const clock = manualClock(0)
  createApp({
    botToken: 'xoxb-1',
    apiUrl: undefined,
    adminUser: undefined,
    clock,
    log: createLog('silent'),
    engine: scratchStore(),
    slack: createSlack({ token: 'xoxb-1', now: clock.now, logger: boltLog(createLog('silent')) }),
    rules: loadRules(),
    receiver: { init() {}, start: async () => {}, stop: async () => {} },
    count() {},
  })
  const commands = spies.command.mock.calls.map(([name]) => String(name))
  const heard = spies.event.mock.calls.map(([name]) => String(name))
  const events = heard.map(name => eventNames[name] ?? name)
  const shortcuts = spies.shortcut.mock.calls.map(([which]) =>
    typeof which === 'object' && 'callback_id' in which ? String(which.callback_id) : String(which),
  )
  vi.restoreAllMocks()
  return { commands, heard, events, shortcuts }
}

describe('The manifest that an admin pastes', () => {
  it('names exactly the commands that the app answers', () => {
    const named = manifest.features.slash_commands.map(({ command }) => command)
    expect(named.toSorted()).toEqual(heardByApp().commands.toSorted())
    expect(named).toEqual(['/harassment', '/complaint'])
  })

  it('has people and channels in commands turned into ids', () => {
    expect(manifest.features.slash_commands.every(command => command.should_escape)).toBe(true)
  })

  it('names exactly the shortcuts that the app answers', () => {
    const named = (manifest.features.shortcuts ?? []).map(shortcut => shortcut.callback_id)
    expect(named.toSorted()).toEqual(heardByApp().shortcuts.toSorted())
  })

  it('subscribes to exactly the events that the app hears', () => {
    const { events } = heardByApp()
    expect(manifest.settings.event_subscriptions.bot_events.toSorted()).toEqual(events.toSorted())
    expect(events).toContain('tokens_revoked')
  })

  it('asks for exactly the scopes that the app’s calls need', () => {
    const called = methodsCalled()
    expect(called).toContain('chat.postMessage')
    expect(called.filter(method => scopesOf[method] === undefined)).toEqual([])
    const needed = new Set([
      'commands',
      ...called.flatMap(method => scopesOf[method] ?? []),
      ...heardByApp().heard.flatMap(event => scopesOfEvents[event] ?? []),
    ])
    expect(scopes.toSorted()).toEqual([...needed].sort())
  })

  it('gives a reason for every scope', () => {
    const lines = text.split('\n')
    for (const scope of scopes) {
      const at = lines.findIndex(line => line.trim().split(' #')[0] === `- ${scope}`)
      const above = lines.slice(0, at).findLast(line => !/^\s*- \w+:history$/.test(line))
      expect(`${lines[at]} ${above}`, scope).toMatch(/# .{10}/)
    }
  })

  it('becomes one for HTTP when its commented addresses are uncommented', () => {
    const forHttp: unknown = parse(text.replaceAll(/# ((?:request_)?url: https:)/g, '$1'))
    const url = 'https://your.host/slack/events'
    expect(forHttp).toMatchObject({
      features: { slash_commands: [{ url }, { url }] },
      settings: { event_subscriptions: { request_url: url }, interactivity: { request_url: url } },
    })
  })
})

import { z } from 'zod'

const shape = z.looseObject({
  display_information: z.looseObject({ name: z.string() }),
  features: z
    .looseObject({
      app_home: z
        .looseObject({
          home_tab_enabled: z.boolean().default(false),
          messages_tab_enabled: z.boolean().default(true),
        })
        .default({ home_tab_enabled: false, messages_tab_enabled: true }),
      bot_user: z.looseObject({ display_name: z.string() }).optional(),
      slash_commands: z
        .array(z.looseObject({ command: z.string(), should_escape: z.boolean().default(false) }))
        .default([]),
      shortcuts: z
        .array(z.looseObject({ callback_id: z.string(), type: z.enum(['global', 'message']) }))
        .default([]),
    })
    .optional(),
  oauth_config: z.looseObject({ scopes: z.looseObject({ bot: z.array(z.string()).default([]) }) }),
  settings: z
    .looseObject({
      event_subscriptions: z.looseObject({ bot_events: z.array(z.string()).default([]) }).optional(),
      interactivity: z.looseObject({ is_enabled: z.boolean() }).optional(),
      socket_mode_enabled: z.boolean().default(false),
    })
    .optional(),
})

/** The part of an app's manifest that Slack enforces. */
export type AppManifest = {
  name: string
  botName: string
  scopes: string[]
  commands: Map<string, { shouldEscape: boolean }>
  shortcuts: Map<string, 'global' | 'message'>
  events: Set<string>
  homeTab: boolean
  messagesTab: boolean
  interactive: boolean
  socketMode: boolean
}

/** Reads a parsed app manifest (YAML or JSON). Throws zod's error, with the place, when it is not one. */
export function readManifest(manifest: unknown): AppManifest {
  const { display_information, features, oauth_config, settings } = shape.parse(manifest)
  const botName = features?.bot_user?.display_name ?? display_information.name
  return {
    name: display_information.name,
    botName,
    scopes: oauth_config.scopes.bot,
    commands: new Map(
      features?.slash_commands.map(one => [one.command, { shouldEscape: one.should_escape }]),
    ),
    shortcuts: new Map(features?.shortcuts.map(one => [one.callback_id, one.type])),
    events: new Set(settings?.event_subscriptions?.bot_events),
    homeTab: features?.app_home.home_tab_enabled ?? false,
    messagesTab: features?.app_home.messages_tab_enabled ?? true,
    interactive: settings?.interactivity?.is_enabled ?? false,
    socketMode: settings?.socket_mode_enabled ?? false,
  }
}

import { z } from 'zod'

const shape = z.looseObject({
  features: z.looseObject({
    app_home: z
      .looseObject({
        home_tab_enabled: z.boolean().default(false),
        messages_tab_enabled: z.boolean().default(false),
        messages_tab_read_only_enabled: z.boolean().default(false),
      })
      .prefault({}),
    slash_commands: z
      .array(
        z.looseObject({
          command: z.string(),
          description: z.string().default(''),
          usage_hint: z.string().default(''),
        }),
      )
      .default([]),
    shortcuts: z
      .array(
        z.looseObject({
          name: z.string().optional(),
          type: z.enum(['global', 'message']),
          callback_id: z.string(),
        }),
      )
      .default([]),
  }),
})

/** The app's commands, shortcuts and tabs, as the page offers them. */
export type PageHints = {
  commands: { command: string; description: string; hint: string }[]
  shortcuts: { name: string; type: 'global' | 'message'; callbackId: string }[]
  home: { homeTab: boolean; messagesTab: boolean; readOnly: boolean }
}

/** Reads a parsed app manifest. Throws zod's error when it is not one. */
export function pageHints(manifest: unknown): PageHints {
  const { app_home, slash_commands, shortcuts } = shape.parse(manifest).features
  return {
    commands: slash_commands.map(({ command, description, usage_hint }) => ({
      command,
      description,
      hint: usage_hint,
    })),
    shortcuts: shortcuts.map(({ name, type, callback_id }) => ({
      name: name ?? callback_id,
      type,
      callbackId: callback_id,
    })),
    home: {
      homeTab: app_home.home_tab_enabled,
      messagesTab: app_home.messages_tab_enabled,
      readOnly: app_home.messages_tab_read_only_enabled,
    },
  }
}

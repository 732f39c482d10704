import { z } from 'zod'

const shape = z.looseObject({
  features: z.looseObject({
    slash_commands: z
      .array(
        z.looseObject({
          command: z.string(),
          description: z.string().default(''),
          usage_hint: z.string().default(''),
        }),
      )
      .default([]),
  }),
})

export type CommandHint = { command: string; description: string; hint: string }

/** What the composer offers after a slash: the commands of a parsed app manifest. */
export const commandHints = (manifest: unknown): CommandHint[] =>
  shape.parse(manifest).features.slash_commands.map(({ command, description, usage_hint }) => ({
    command,
    description,
    hint: usage_hint,
  }))

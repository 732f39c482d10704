import { quote } from './blocks.ts'
import type { Content } from './content.ts'
import { quoted } from './rich.ts'

/** A message with what a person typed below it, for them to copy: the form that held it is closed. */
export const withTyped = ({ text, blocks }: Content, typed: string): Content => ({
  text,
  blocks: typed ? [...blocks, quote([quoted(typed, 9000)])] : blocks,
})

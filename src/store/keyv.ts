import Keyv from 'keyv'
import type { Engine } from './engine.ts'

/**
 * Keyv over the engine's rows, with each text stored as it is: `get` returns exactly what `swap` compares.
 * Never attach an `error` listener: Keyv would then read a failing store as empty instead of rejecting.
 */
export function openTexts(engine: Engine): Keyv<string> {
  return new Keyv<string>({
    store: engine.adapter,
    serialization: { stringify, parse },
    // The adapter leaves out expired rows itself.
    checkExpired: false,
  })
}

function stringify(envelope: unknown): string {
  if (typeof envelope === 'object' && envelope !== null && 'value' in envelope) {
    if (typeof envelope.value === 'string') return envelope.value
  }
  throw new TypeError('Cannot store anything but text')
}

// In Keyv's contract the caller names the type; it is always this envelope.
function parse<Envelope>(text: string): Envelope
function parse(text: string): unknown {
  return { value: text }
}

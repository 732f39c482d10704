import Keyv from 'keyv'
import type { Engine } from './engine.ts'

/**
 * Keyv over the engine's rows, storing each text as it is: what `get` returns is what `swap` compares.
 * Never attach an `error` listener to it: a failing store then reads as empty instead of rejecting.
 */
export function openTexts(engine: Engine): Keyv<string> {
  // What has expired, the adapter does not give out.
  return new Keyv<string>({
    store: engine.adapter,
    serialization: { stringify, parse },
    checkExpired: false,
  })
}

function stringify(envelope: unknown): string {
  if (typeof envelope === 'object' && envelope !== null && 'value' in envelope) {
    if (typeof envelope.value === 'string') return envelope.value
  }
  throw new TypeError('Cannot store anything but text')
}

// Keyv's contract lets the caller name the type; what it names is always this envelope.
function parse<Envelope>(text: string): Envelope
function parse(text: string): unknown {
  return { value: text }
}

/** Calls both, even if the first throws, and throws one Error with the messages of all that threw. */
export function collectErrors<A, B>(one: () => A, other: () => B): [A, B] {
  let first: A
  try {
    first = one()
  } catch (error) {
    try {
      other()
    } catch (another) {
      throw new Error(`${messageOf(error)}\n${messageOf(another)}`, { cause: error })
    }
    throw error
  }
  return [first, other()]
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

/** Does both; throws one Error with what each that failed says, so that nobody mends one thing only to be told of the next. */
export function collectErrors<A, B>(one: () => A, other: () => B): [A, B] {
  let done: A
  try {
    done = one()
  } catch (error) {
    try {
      other()
    } catch (another) {
      throw new Error(`${wordsOf(error)}\n${wordsOf(another)}`, { cause: error })
    }
    throw error
  }
  return [done, other()]
}

const wordsOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

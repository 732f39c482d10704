const plain = one => (Array.isArray(one) ? one.map(plain) : (one?.value ?? one ?? null))
const under = (fields, wanted) => plain(Object.entries(fields).find(([key]) => wanted.test(key))?.[1])

/** What an input's state holds, as a person gives it: words, one value, several, or null. */
export const valueIn = state => under(state, /^(value|selected_\w+)$/)

/** The same of an element that nobody has touched. */
export const initialOf = element => under(element, /^initial_\w+$/)

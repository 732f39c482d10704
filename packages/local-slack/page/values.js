const plain = one => (Array.isArray(one) ? one.map(plain) : (one?.value ?? one ?? null))
const under = (fields, wanted) => plain(Object.entries(fields).find(([key]) => wanted.test(key))?.[1])

/** The value in an input's state, as a person gives it: words, one value, several, or null. */
export const valueIn = state => under(state, /^(value|selected_\w+)$/)

/** The initial value of an element, in the same form. */
export const initialOf = element => under(element, /^initial_\w+$/)

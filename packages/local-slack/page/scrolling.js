/** The lists that show their end; a change of the space around them, as by a panel, does not alter this. */
const atEnd = new Set()

const isAtEnd = region => region.scrollHeight - region.scrollTop - region.clientHeight < 40

const showEnd = region => {
  region.scrollTop = region.scrollHeight
}

/** Keeps these lists at their end when their height changes. */
export function keepEnds(ids) {
  for (const id of ids) {
    const region = document.getElementById(id)
    region.addEventListener('scroll', () => (isAtEnd(region) ? atEnd.add(id) : atEnd.delete(id)))
    new ResizeObserver(() => atEnd.has(id) && showEnd(region)).observe(region)
  }
}

/**
 * Finds the lists to scroll to their end after painting: newly opened ones and those already at their end.
 * `where` maps each list's id to what it shows. Call the returned function after painting.
 */
export function followers(where) {
  const follow = Object.entries(where).filter(([id, here]) => {
    const region = document.getElementById(id)
    const moved = region.dataset.where !== here
    region.dataset.where = here
    return moved || atEnd.has(id) || isAtEnd(region)
  })
  return () => {
    for (const [id, here] of follow) {
      const region = document.getElementById(id)
      if (here.endsWith(' home')) region.scrollTop = 0
      else showEnd(region)
    }
  }
}

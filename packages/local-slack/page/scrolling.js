/** The lists whose end is in sight; what changes around them, as a panel that opens, does not change that. */
const atEnd = new Set()

const isAtEnd = region => region.scrollHeight - region.scrollTop - region.clientHeight < 40

const showEnd = region => {
  region.scrollTop = region.scrollHeight
}

/** Lets these lists go on showing their end when there is less or more room. */
export function keepEnds(ids) {
  for (const id of ids) {
    const region = document.getElementById(id)
    region.addEventListener('scroll', () => (isAtEnd(region) ? atEnd.add(id) : atEnd.delete(id)))
    new ResizeObserver(() => atEnd.has(id) && showEnd(region)).observe(region)
  }
}

/**
 * The lists that are to show their end after painting: newly opened ones, and those whose end is in sight. `where` names what
 * each list shows by its id. Call what it returns when all is painted.
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

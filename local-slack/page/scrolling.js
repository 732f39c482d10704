/**
 * The lists that are to show their end after painting: newly opened ones, and those whose end is in sight. `where` names what
 * each list shows by its id. Call what it returns when all is painted.
 */
export function followers(where) {
  const follow = Object.entries(where).filter(([id, here]) => {
    const region = document.getElementById(id)
    const moved = region.dataset.where !== here
    region.dataset.where = here
    return moved || region.scrollHeight - region.scrollTop - region.clientHeight < 40
  })
  return () => {
    for (const [id, here] of follow) {
      const region = document.getElementById(id)
      region.scrollTop = here.endsWith(' home') ? 0 : region.scrollHeight
    }
  }
}

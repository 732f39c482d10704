/** Sends JSON to the workspace; resolves with its answer. */
export async function post(path, body) {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return response.json()
}

/** Sends a file's bytes; `to` names the person, the conversation and the thread. */
export async function postFile(file, to) {
  const asked = new URLSearchParams({ name: file.name, ...to })
  const response = await fetch(`/page-api/file?${asked}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: file,
  })
  return response.json()
}

/** Runs `work` one at a time: calls during a run wait for one more run after it. */
export function oneAtATime(work) {
  let running
  let again = false
  return () => {
    if (running) {
      again = true
      return running
    }
    running = (async () => {
      do {
        again = false
        await work(() => again)
      } while (again)
    })().finally(() => {
      running = undefined
    })
    return running
  }
}

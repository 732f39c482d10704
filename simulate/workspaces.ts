type Some = readonly [string, ...string[]]
/** `gone`: people who have left and take no direct messages. */
export type Workspace = { team: string; channels: Some; people: Some; gone: readonly string[] }

/** Three agencies that run shops. */
export const workspaces: readonly [Workspace, ...Workspace[]] = [
  { team: 'T1', channels: ['C11', 'C12', 'C13'], people: ['U11', 'U12', 'U13', 'U14'], gone: ['U14'] },
  { team: 'T2', channels: ['C21', 'C22', 'C23'], people: ['U21', 'U22', 'U23', 'U24'], gone: ['U24'] },
  { team: 'T3', channels: ['C31', 'C32'], people: ['U31', 'U32', 'U33'], gone: [] },
]

import { itLivesThrough } from './live-years.ts'

// The first twenty are in `npm test`.
itLivesThrough({ from: 21, years: 180 })

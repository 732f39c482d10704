import type { Bug } from './bug.ts'
import { inSending } from './in-sending.ts'
import { inThePlan } from './in-the-plan.ts'
import { inTheRecord } from './in-the-record.ts'

/** The bugs planted one by one, each of which the oracle has to find. */
export const bugs: Bug[] = [...inSending, ...inThePlan, ...inTheRecord]

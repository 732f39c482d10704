import type { RichWords } from '../parts/rich.ts'
import type { AnyReason } from '../reason.ts'

type ReasonByCode = { [Reason in AnyReason as Reason['code']]: Reason }

export type ReasonCode = keyof ReasonByCode
export type ReasonOf<Code extends ReasonCode> = ReasonByCode[Code]

/** A sentence for every reason: why nothing was done, and what to type instead. */
export type RefusalTable = { [Code in ReasonCode]: (reason: ReasonOf<Code>) => RichWords }

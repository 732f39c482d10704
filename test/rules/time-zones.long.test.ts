import { compareInTimeZones } from './time-zones.ts'

compareInTimeZones(100_000)

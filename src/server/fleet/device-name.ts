import { spokenName } from '../../domain/hardware/spoken-name.ts'

/** Maker and model as people say them; `unnamed` where neither is known. */
export const deviceName = (device: Parameters<typeof spokenName>[0], unnamed: string): string =>
  spokenName(device) || unnamed

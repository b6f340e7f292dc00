/** What a tool that prints "megabytes" counts in. */
export type DiskUnit = 'MB' | 'MiB'

export const BYTES_IN: Readonly<Record<DiskUnit, number>> = { MB: 1e6, MiB: 1024 ** 2 }

/** One cylinder of 255 × 63 sectors: what Windows rounds a disk down to. */
const CYLINDER_BYTES = 255 * 63 * 512

/** Capacity in bytes of a disk sold as so many GB: 97,696,368 + 1,953,504 × (GB − 50) sectors (IDEMA LBA1-03). */
function soldBytes(gigabytes: number): number {
  return (97_696_368 + 1_953_504 * (gigabytes - 50)) * 512
}

/** Is this size, in that unit, a capacity that disks are sold in, cut to whole units or to a whole cylinder? */
function isSold(size: number, unit: DiskUnit): boolean {
  const bytes = size * BYTES_IN[unit]
  const nearest = Math.round(bytes / 1e9)
  return [nearest - 1, nearest, nearest + 1].some((gigabytes) => {
    const missing = soldBytes(gigabytes) - bytes
    return missing > -BYTES_IN[unit] / 2 && missing < CYLINDER_BYTES + BYTES_IN[unit]
  })
}

/**
 * The unit of a list of sizes in "megabytes": the one that gives more capacities that disks are sold in, else
 * `otherwise`. Agents differ: 1 TB is 1000204 (FusionInventory on Linux) or 953869 (the same on macOS, OCS on Windows).
 */
export function unitOfSizes(sizes: readonly number[], otherwise: DiskUnit): DiskUnit {
  const count = (unit: DiskUnit) => sizes.filter((size) => size > 1000 && isSold(size, unit)).length
  const [decimal, binary] = [count('MB'), count('MiB')]
  return decimal === binary ? otherwise : decimal > binary ? 'MB' : 'MiB'
}

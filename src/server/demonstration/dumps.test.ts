import { describe, expect, test } from 'vitest'
import { readDump } from '../../domain/hardware/read.ts'
import type { HardwareReport } from '../../domain/hardware/report.ts'
import { chanceFrom } from './chance.ts'
import { batteryOf, type DumpFile, inventMachine, lshwOf, smartctlOf } from './dumps.ts'
import { DESKTOPS, LAPTOPS } from './models.ts'

function report(dump: DumpFile): HardwareReport {
  const reading = readDump(dump.bytes)
  if ('refused' in reading) throw new Error(JSON.stringify(reading.refused))
  return reading.report
}

describe('An invented machine is read like a real one', () => {
  const chance = chanceFrom(7)
  test.each([...DESKTOPS, ...LAPTOPS].map((model) => [model.product, model] as const))('%s', (_, model) => {
    const machine = inventMachine(chance, model)
    const read = report(lshwOf(machine))
    expect(read).toMatchObject({ maker: model.maker, model: model.product, serial: machine.serial, kind: model.kind })
    expect(read.cpu).toEqual([{ name: expect.stringContaining('Core'), cores: model.cores }])
    expect(read.memory?.bytes).toBe(machine.memoryGb * 2 ** 30)
    expect(read.media).toHaveLength(1)
    expect(read.media?.[0]).toMatchObject({ serial: machine.disk.serial, bytes: machine.disk.bytes })
    const [medium] = report(smartctlOf(machine)).media ?? []
    expect(medium).toMatchObject({ serial: machine.disk.serial, kind: machine.disk.kind, health: 'ok' })
    expect(medium?.hours).toBe(machine.disk.hours)
    const battery = batteryOf(machine)
    if (battery) expect(report(battery).batteries?.[0]?.health).toBeCloseTo(machine.batteryHealth ?? 0, 2)
    else expect(model.kind).not.toBe('laptop')
  })
})

test('A failing disk is read as failing', () => {
  expect(report(smartctlOf(inventMachine(chanceFrom(1), DESKTOPS[0], true))).media?.[0]?.health).toBe('failing')
})

test('The same seed invents the same machines, another seed others', () => {
  const three = (seed: number) => {
    const chance = chanceFrom(seed)
    return [1, 2, 3].map(() => inventMachine(chance, chance.oneOf(LAPTOPS)))
  }
  expect(three(1)).toEqual(three(1))
  expect(three(1)).not.toEqual(three(2))
})

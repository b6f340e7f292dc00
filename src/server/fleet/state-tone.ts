import { type DeviceState, STATES } from '../../domain/circuit/states.ts'
import type { StateTone } from '../platform/ui/state.tsx'

const TONES = {
  arrival: 'wait',
  workshop: 'wait',
  shelf: 'done',
  use: 'done',
  wayOut: 'neutral',
  ended: 'neutral',
} as const satisfies Record<string, StateTone>

/** The shape and colour that go with a state: amber where it waits on someone, green where it serves or can. */
export const stateTone = (state: string): StateTone =>
  state === 'lost' ? 'refused' : TONES[STATES.rows[state as DeviceState].stage]

type Sound = 'done' | 'refused' | 'asks' | 'told' | 'waits'

/** Hertz and seconds, one after the other: up is well, low is not, twice is a question. */
const NOTES: Readonly<Record<Sound, readonly (readonly [number, number])[]>> = {
  done: [
    [880, 0.08],
    [1320, 0.12],
  ],
  refused: [[160, 0.45]],
  asks: [
    [660, 0.1],
    [0, 0.06],
    [660, 0.1],
  ],
  told: [[880, 0.06]],
  waits: [[440, 0.08]],
}

let context: AudioContext | null = null

/** Beeps: silence where the browser has no sound, or was not touched yet. */
export function beep(sound: Sound): void {
  context ??= new AudioContext()
  if (context.state === 'suspended') void context.resume()
  let at = context.currentTime
  for (const [hertz, seconds] of NOTES[sound]) {
    if (hertz > 0) {
      const tone = context.createOscillator()
      const volume = context.createGain()
      tone.type = sound === 'refused' ? 'square' : 'sine'
      tone.frequency.value = hertz
      volume.gain.value = 0.25
      tone.connect(volume).connect(context.destination)
      tone.start(at)
      tone.stop(at + seconds)
    }
    at += seconds
  }
}

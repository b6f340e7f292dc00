import type { Html } from './jsx-runtime.ts'

/** Our own few strokes, on a grid of 18. An icon always stands beside a word, so it is hidden from screen readers. */
const STROKES = {
  search: 'M12.4 7.5a4.9 4.9 0 1 1-9.8 0 4.9 4.9 0 0 1 9.8 0ZM11 11l5 5',
  done: 'm3 9.6 4 4 8-9.2',
  refused: 'm4 4 10 10M14 4 4 14',
  wait: 'M9 2.5 16.5 15.5H1.5ZM9 7v4M9 13.2v.1',
  open: 'M14.5 9a5.5 5.5 0 1 1-11 0 5.5 5.5 0 0 1 11 0Z',
  information: 'M16 9A7 7 0 1 1 2 9a7 7 0 0 1 14 0ZM9 8.3V13M9 5.3v.1',
  circuit: 'M2 4.5h14M2 9h14M2 13.5h14',
  person: 'M12 6a3 3 0 1 1-6 0 3 3 0 0 1 6 0ZM3 16c.6-3.4 2.9-5 6-5s5.4 1.6 6 5',
  display: 'M16 9A7 7 0 1 1 2 9a7 7 0 0 1 14 0ZM9 2v14',
  print: 'M5 6V2.5h8V6M5 13H2.5V6h13v7H13M5 10.5h8v5H5Z',
  file: 'M4 2h6.5L14.5 6v10H4ZM10 2v4.5h4.5',
  scan: 'M2 6V2h4M12 2h4v4M16 12v4h-4M6 16H2v-4M5 9h8',
  add: 'M9 3v12M3 9h12',
  next: 'm7 3 6 6-6 6',
  previous: 'm11 3-6 6 6 6',
  up: 'm4 11 5-5 5 5',
  down: 'm4 7 5 5 5-5',
  remove: 'm5 5 8 8M13 5l-8 8',
  undo: 'M6 3 2.5 6.5 6 10M2.5 6.5H11a4 4 0 0 1 0 8.5H6',
  pause: 'M4 9h10',
  seal: 'M4 8h10v7.5H4ZM6 8V5.5a3 3 0 0 1 6 0V8',
} as const

export type IconName = keyof typeof STROKES

const DRAWN: Readonly<Record<string, Html>> = Object.fromEntries(
  Object.entries(STROKES).map(([name, strokes]) => [
    name,
    <svg key={name} class="icon" width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
      <path d={strokes} />
    </svg>,
  ]),
)

export const Icon = ({ name }: { readonly name: IconName }) => DRAWN[name]

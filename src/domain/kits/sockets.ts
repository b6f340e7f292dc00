import type { Bilingual } from '../bilingual.ts'

/** Video sockets, as people read them on the back of a machine. */
export const VIDEO_SOCKETS = {
  vga: { fr: 'VGA', en: 'VGA' },
  dvi: { fr: 'DVI', en: 'DVI' },
  hdmi: { fr: 'HDMI', en: 'HDMI' },
  displayPort: { fr: 'DisplayPort', en: 'DisplayPort' },
  miniDisplayPort: { fr: 'mini DisplayPort', en: 'mini DisplayPort' },
  usbC: { fr: 'USB-C', en: 'USB-C' },
} as const satisfies Record<string, Bilingual>
export type VideoSocket = keyof typeof VIDEO_SOCKETS
export const VIDEO_SOCKET_NAMES = Object.keys(VIDEO_SOCKETS) as readonly VideoSocket[]

/** Every socket that a kit may ask about. */
export const SOCKETS = { ...VIDEO_SOCKETS, network: { fr: 'réseau (RJ45)', en: 'network (RJ45)' } } as const
export type Socket = keyof typeof SOCKETS
export const SOCKET_NAMES = Object.keys(SOCKETS) as readonly Socket[]

/** The two ends of a video cable: at the unit, at the screen. */
export interface Ends {
  readonly unit: VideoSocket
  readonly screen: VideoSocket
}

interface CableRow extends Ends {
  /** The signal changes nature: a passive lead will not do, the cable holds a converter (VESA DisplayPort 1.4 §2.2; HDMI 1.4b §4). */
  readonly converts: boolean
}

const cable = (unit: VideoSocket, screen: VideoSocket, converts = false): CableRow => ({ unit, screen, converts })

/** Cables that exist and bring a picture, from the simplest to the dearest; the direction counts: from the unit to the screen. */
export const CABLES: readonly CableRow[] = [
  cable('vga', 'vga'),
  cable('dvi', 'dvi'),
  cable('hdmi', 'hdmi'),
  cable('displayPort', 'displayPort'),
  cable('usbC', 'usbC'),
  cable('dvi', 'hdmi'),
  cable('hdmi', 'dvi'),
  cable('displayPort', 'hdmi'),
  cable('displayPort', 'dvi'),
  cable('miniDisplayPort', 'displayPort'),
  cable('miniDisplayPort', 'hdmi'),
  cable('miniDisplayPort', 'dvi'),
  cable('usbC', 'displayPort'),
  cable('usbC', 'hdmi'),
  cable('displayPort', 'vga', true),
  cable('miniDisplayPort', 'vga', true),
  cable('hdmi', 'vga', true),
  cable('dvi', 'vga', true),
  cable('usbC', 'vga', true),
]

/** How a unit and a screen can be joined: by a cable at hand, or by those that would do, the simplest first. */
export type Joined =
  | { readonly kind: 'match'; readonly by: Ends }
  /** One of the two has no socket that a person or a report has seen. */
  | { readonly kind: 'unknown' }
  /** Nothing at hand joins them; `mend` may be empty: no cable on the market does. */
  | { readonly kind: 'differ'; readonly mend: readonly Ends[] }

/** Joins a unit to a screen by one of the cables at hand; a cable of two like ends serves both ways. */
export function join(unit: readonly Socket[], screen: readonly Socket[], cables: readonly Ends[]): Joined {
  const isVideo = (socket: Socket): socket is VideoSocket => socket !== 'network'
  const out = unit.filter(isVideo)
  const into = screen.filter(isVideo)
  if (out.length === 0 || into.length === 0) return { kind: 'unknown' }
  const fits = (one: Ends) => out.includes(one.unit) && into.includes(one.screen)
  const by = cables.find(fits)
  if (by) return { kind: 'match', by }
  return { kind: 'differ', mend: CABLES.filter(fits).map(({ unit, screen }) => ({ unit, screen })) }
}

/** A cable's name: « HDMI », or « DisplayPort vers VGA ». */
export const cableName = ({ unit, screen }: Ends): Bilingual =>
  unit === screen
    ? VIDEO_SOCKETS[unit]
    : {
        fr: `${VIDEO_SOCKETS[unit].fr} vers ${VIDEO_SOCKETS[screen].fr}`,
        en: `${VIDEO_SOCKETS[unit].en} to ${VIDEO_SOCKETS[screen].en}`,
      }

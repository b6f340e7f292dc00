import { expect } from 'vitest'
import type { Expected } from './expected.ts'

type Said = readonly [model: string, serial: string | null | undefined, inches: number | null | undefined, year: number]

/** Diagonal from the millimetres of the first detailed timing; `undefined` = the file does not settle it. */
const screen = (file: string, [model, serial, inches, year]: Said): Expected => ({
  file,
  says: {
    cpu: null,
    memory: null,
    media: null,
    screens: [
      {
        model,
        year,
        ...(serial === undefined ? {} : { serial }),
        ...(inches === undefined ? {} : { inches: inches === null ? null : expect.closeTo(inches, 0) }),
      },
    ],
  },
})

const binary = (name: string, ...said: Said) => screen(`edid-bin/${name}.bin`, said)
const text = (name: string, ...said: Said) => screen(`edid-text/linuxhw_${name}.txt`, said)

/** EDID blocks read byte by byte, and edid-decode text. */
export const SCREENS: readonly Expected[] = [
  binary('EV2785', 'EV2785', undefined, 26.97, 2020),
  binary('IMP2262', '*22W1*', '74701944', 21.97, 2007),
  binary('acer-al1916w', 'AL1916W', 'L800C0014020', 19.05, 2007),
  // A projector: no size.
  binary('acer-h6517abd', 'Acer H6517ABD', 'JNB110015900', null, 2019),
  binary('crt.dell-p790', 'DELL P790', '8757RH9QUY80', 15.35, 2000),
  binary('lcd.dell-U2410', 'DELL U2410', 'F525M1AGAP6L', 24.05, 2011),
  // A laptop's panel: no name, its part number; its serial field is 0.
  binary('lcd.lenovo-3000-v100', 'B121EW03 V2', null, 12.11, 2006),
  binary('lcd.samsung-2494hm', 'SyncMaster', 'H9XS933672', 23.97, 2009),
  binary('lenovo-LT2452', 'LEN LT2452pwC', undefined, 24.05, 2011),
  binary('benq-bl2420-tf', 'BenQ LCD', 'X1J08410019', 23.8, 2018),
  binary('lcd.b-101750', 'B_101750', undefined, 17.03, 2004),
  // The decoded lines hide the serials as "..."; the hexadecimal block above them holds them.
  text('Analog__Acer__ACRAD52__7B35B1A2F13F', 'Acer AL1916W', 'ETL5209141', 18.94, 2006),
  text('Digital__Dell__DEL4073__D9CD6363E151', 'DELL U2312HM', '59DJP23UCDLL', 23.04, 2012),
  // Its numeric serial, 16843009, is 0x01010101.
  text('Digital__HP__HWP3220__AF57B89F7329', 'HP 24uh', 'CNK72729XJ', 23.99, 2017),
  text('Digital__Philips__PHLC155__FCCB7F5B508D', 'PHL 243V7', 'UHB1716019673', 23.8, 2017),
  text('Digital__Apple__APPA034__DA6764137C58', 'Color LCD', null, 13.28, 2015),
  text('Digital__BOE__BOE0704__C665EBDACFC2', 'NT156WHM-N45', null, 15.55, 2018),
]

import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'

/** Reads the first code of an image; the module comes from `wasm`, an address of ours, and from nowhere else. */
export function decoder(wasm: string): (image: ImageData) => Promise<string | null> {
  prepareZXingModule({ overrides: { locateFile: () => wasm } })
  return async (image) => {
    const [found] = await readBarcodes(image, {
      formats: ['QRCode', 'DataMatrix', 'Code128', 'Code39', 'EAN13'],
      maxNumberOfSymbols: 1,
    })
    return found?.text || null
  }
}

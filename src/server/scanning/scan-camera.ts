interface Detector {
  detect(image: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>
}
interface DetectorClass {
  new (asked: { readonly formats: readonly string[] }): Detector
  getSupportedFormats(): Promise<readonly string[]>
}
type Look = (video: HTMLVideoElement) => Promise<string | null>

const FORMATS = ['qr_code', 'data_matrix', 'code_128', 'code_39', 'ean_13']
const EVERY_MS = 150
/** A label that stays in sight is one scan. */
const SAME_MS = 2_500

/** The browser's own detector, else the decoder served beside this page. */
async function looker(addresses: { readonly decoder: string; readonly wasm: string }): Promise<Look> {
  const own = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector
  const formats = own ? await own.getSupportedFormats() : []
  if (own && formats.includes('qr_code')) {
    const detector = new own({ formats: FORMATS.filter((one) => formats.includes(one)) })
    return async (video) => (await detector.detect(video))[0]?.rawValue ?? null
  }
  const { decoder } = (await import(addresses.decoder)) as typeof import('./decoder.client.ts')
  const decode = decoder(addresses.wasm)
  const pen = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
  return async (video) => {
    const [width, height] = [video.videoWidth, video.videoHeight]
    if (!pen || width === 0) return null
    pen.canvas.width = width
    pen.canvas.height = height
    pen.drawImage(video, 0, 0)
    return decode(pen.getImageData(0, 0, width, height))
  }
}

/** Shows what the camera sees and says each code once, until stopped. Throws where there is no camera, or it is refused. */
export async function watch(
  video: HTMLVideoElement,
  addresses: { readonly decoder: string; readonly wasm: string },
  read: (text: string) => void,
): Promise<() => void> {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } })
  video.srcObject = stream
  video.hidden = false
  await video.play()
  const lookAt = await looker(addresses)
  let going = true
  let last = { text: '', at: 0 }
  const round = async () => {
    if (!going) return
    const text = await lookAt(video).catch(() => null)
    if (text && (text !== last.text || performance.now() - last.at > SAME_MS)) read(text)
    if (text) last = { text, at: performance.now() }
    setTimeout(round, EVERY_MS)
  }
  void round()
  return () => {
    going = false
    for (const track of stream.getTracks()) track.stop()
    video.hidden = true
    video.srcObject = null
  }
}

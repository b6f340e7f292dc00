// Draws what it is sent, one document after the other, away from the thread that serves people.
import { parentPort, workerData } from 'node:worker_threads'
import { drawSymbol } from './symbol.mjs'
import { drawer } from './typst.mjs'

const draw = drawer(workerData.fonts)

async function answer({ id, drawing, codes }) {
  try {
    const images = { ...drawing.images }
    for (const [name, code] of Object.entries(codes)) images[name] = Buffer.from(await drawSymbol(code))
    const bytes = draw({ ...drawing, images })
    parentPort.postMessage({ id, bytes }, [bytes.buffer])
  } catch (error) {
    parentPort.postMessage({ id, error: error instanceof Error ? error.message : String(error) })
  }
}

let last = Promise.resolve()
parentPort.on('message', (asked) => {
  last = last.then(() => answer(asked))
})

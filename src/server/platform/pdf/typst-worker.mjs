// Draws what it is sent, one document after the other, away from the thread that serves people.
import { parentPort, workerData } from 'node:worker_threads'
import { drawer } from './typst.mjs'

const draw = drawer(workerData.fonts)

parentPort.on('message', ({ id, drawing }) => {
  try {
    const bytes = draw(drawing)
    parentPort.postMessage({ id, bytes }, [bytes.buffer])
  } catch (error) {
    parentPort.postMessage({ id, error: error instanceof Error ? error.message : String(error) })
  }
})

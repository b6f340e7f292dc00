import type { Context } from 'hono'
import { fileName, legible, TRAP } from '../text/legible.ts'
import type { Values } from './form.ts'
import type { Upload } from './route.ts'

/** The fields and files of a form, whatever sent it: texts are legible, and no name changes what an object is. */
export async function readBody(context: Context): Promise<{ values: Values; files: Upload[] }> {
  if (context.req.method === 'GET') return { values: {}, files: [] }
  const values = new Map<string, string[]>()
  const files: Upload[] = []
  const body = await context.req.raw
    .clone()
    .formData()
    .catch(() => new FormData())
  for (const [name, value] of body.entries()) {
    if (name === TRAP) continue
    if (typeof value === 'string') {
      const before = values.get(name)
      if (before) before.push(legible(value))
      else values.set(name, [legible(value)])
    } else if (value.size > 0 || value.name)
      files.push({ field: name, name: fileName(value.name), bytes: new Uint8Array(await value.arrayBuffer()) })
  }
  const said = [...values].map(
    ([name, [one = '', ...more]]) => [name, more.length === 0 ? one : [one, ...more]] as const,
  )
  return { values: Object.fromEntries(said), files }
}

import type { ApiRoute } from '../../src/server/platform/api/api-route.ts'
import type { MemberRoute } from '../../src/server/platform/http/route.ts'
import type { World } from './world.ts'

type Guarded = MemberRoute | ApiRoute

/** Puts the sample's ids where a text names them: `{device.ready}`. */
export const filler =
  (world: World) =>
  (text: string): string =>
    text.replace(/\{([a-zA-Z.]+)\}/g, (_, name: string) => {
      const value = world[name]
      if (value === undefined) throw new Error(`the sample world has no « ${name} »: add it to test/support/world.ts`)
      return value
    })

/** The address that a route's example asks for. */
export function examplePath({ path, example }: Guarded, fill: (text: string) => string): string {
  const address = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(fill(example.params?.[name] ?? '')))
  return address + fill(example.query ?? '')
}

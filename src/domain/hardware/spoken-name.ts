/** What a machine or one of its parts prints of its make. */
interface Printed {
  readonly maker: string | null
  readonly model: string | null
  /** The commercial name, where it is printed apart. */
  readonly name?: string | null
}

const COMPANY = /,? (computer inc|inc|corp|corporation|ltd|co|gmbh)\.?$/i

/** A maker's name as people write it: firmware prints its company form, or shouts. */
function spoken(maker: string): string {
  const bare = maker.replace(COMPANY, '')
  return /^[A-Z]{5,}$/.test(bare) ? bare.charAt(0) + bare.slice(1).toLowerCase() : bare
}

/** Maker and model as people say them, the maker once: « Dell Latitude 5490 ». '' where neither is known. */
export function spokenName(printed: Printed): string {
  const maker = spoken(printed.maker ?? '')
  const model = printed.name ?? printed.model ?? ''
  const [first = '', ...rest] = model.split(' ')
  if (maker !== '' && first.toLowerCase() === maker.toLowerCase() && rest.length > 0)
    return `${maker} ${rest.join(' ')}`
  return model.toLowerCase().startsWith(maker.toLowerCase()) ? model || maker : `${maker} ${model}`.trim()
}

/** A processor as it is sold: « Intel Core i5-8350U », without marks nor clock. */
export const spokenCpu = (printed: string): string =>
  printed
    .replace(/\((?:R|TM|C)\)/gi, '')
    .replace(/\s+(?:CPU|Processor)?\s*@.*$|\s+(?:CPU|Processor)$/i, '')
    .replace(/\s+/g, ' ')
    .trim()

const COMPANY = /,? (computer inc|inc|corp|corporation|ltd|co|gmbh)\.?$/i

/** A maker's name as people write it: firmware prints its company form, or shouts. */
function spoken(maker: string): string {
  const bare = maker.replace(COMPANY, '')
  return /^[A-Z]{5,}$/.test(bare) ? bare.charAt(0) + bare.slice(1).toLowerCase() : bare
}

/** Maker and model as people say them; the commercial name where the machine prints one, and the maker once. */
export function deviceName(
  device: { readonly maker: string | null; readonly model: string | null; readonly name: string | null },
  unnamed: string,
): string {
  const maker = spoken(device.maker ?? '')
  const model = device.name ?? device.model ?? ''
  const named = model.toLowerCase().startsWith(maker.toLowerCase()) ? model : `${maker} ${model}`
  return named.trim() || maker || unnamed
}

import { real, realModel } from '../placeholder.ts'

/**
 * The name a machine was sold under, where its maker prints one beside the model number: Lenovo and IBM put it in the
 * version field, Lenovo also in the SKU ("LENOVO_MT_20L6_BU_Think_FM_ThinkPad T480"). `null` for other makers.
 */
export function commercialName(maker: string | null, version: string | null, sku: string | null): string | null {
  if (!/^(lenovo|ibm)\b/i.test(maker ?? '')) return null
  const sold = realModel(version)
  if (sold !== null && /[a-z]{3}/i.test(sold)) return sold
  return real(/_FM_([^)]+)/.exec(sku ?? '')?.[1])
}

/** lshw writes `product (sku)`: the product alone. Any other parenthesis is the maker's own and stays. */
export function withoutSku(product: string, sku: string | null): string {
  const added = sku === null || sku === '' ? null : ` (${sku})`
  return added !== null && product.endsWith(added) ? product.slice(0, -added.length).trim() : product.trim()
}

/** One page of rows that are all at hand, by the id of the row before or after it. */
export function pageOf<Row extends { readonly id: string }>(
  rows: readonly Row[],
  { before, after }: { readonly before: string; readonly after: string },
  size = 25,
): { readonly rows: readonly Row[]; readonly before: string | null; readonly after: string | null } {
  const at = (id: string) => rows.findIndex((row) => row.id === id)
  const end = before === '' ? -1 : at(before)
  const start = end >= 0 ? Math.max(0, end - size) : after === '' ? 0 : at(after) + 1
  const shown = rows.slice(start, end >= 0 ? end : start + size)
  return {
    rows: shown,
    before: start > 0 ? (shown[0]?.id ?? null) : null,
    after: start + shown.length < rows.length ? (shown.at(-1)?.id ?? null) : null,
  }
}

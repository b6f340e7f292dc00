import { SHEET_FORMATS } from '../sheets/sheet.ts'

/** One sheet in each format; `href` is its address without the format. */
export function SheetLinks({ label, href }: { readonly label: string; readonly href: string }) {
  return (
    <>
      <span class="soft">{label}</span>
      {SHEET_FORMATS.map((format) => (
        <>
          {' '}
          <a href={`${href}.${format}`} aria-label={`${label} (${format.toUpperCase()})`}>
            {format.toUpperCase()}
          </a>
        </>
      ))}
    </>
  )
}

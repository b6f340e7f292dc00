/** A printed code or a serial, in letters of one width so that it can be compared by eye; a link where it leads somewhere. */
export function Code({ children, href }: { readonly children: string; readonly href?: string }) {
  return href === undefined ? (
    <span class="code" translate={false}>
      {children}
    </span>
  ) : (
    <a class="code" translate={false} href={href}>
      {children}
    </a>
  )
}

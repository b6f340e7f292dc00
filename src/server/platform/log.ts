/** What a log may keep of a fault: what broke and where in the program, never the value that broke it. */
export interface Fault {
  readonly name: string
  /** SQLSTATE of PostgreSQL, or the system's own code. */
  readonly code?: string
  /** Table and constraint, where the database says them. */
  readonly on?: string
  readonly message?: string
  readonly at: readonly string[]
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

/**
 * A fault without the values that people typed: PostgreSQL quotes the value that it refuses, and so does the reader of JSON. Their
 * codes and constraints say enough.
 */
export function withoutValues(error: unknown): Fault {
  if (!(error instanceof Error)) return { name: typeof error, at: [] }
  const said: Readonly<Record<string, unknown>> = { ...error }
  const code = text(said.code)
  const on = [text(said.table), text(said.column), text(said.constraint)].filter(Boolean).join(' ')
  const quotes = text(said.severity) !== undefined || error instanceof SyntaxError
  const at = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return {
    name: error.name,
    ...(code && { code }),
    ...(on && { on }),
    ...(quotes ? {} : { message: error.message }),
    at: at.map((line) => line.trim()),
  }
}

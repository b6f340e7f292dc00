import pg from 'pg'

/** SQLSTATE of a reference to a row that is not there, or of a row that others still refer to (PostgreSQL, appendix A, class 23). */
const FOREIGN_KEY = '23503'

const isForeignKey = (error: unknown): error is pg.DatabaseError =>
  error instanceof pg.DatabaseError && error.code === FOREIGN_KEY

/** Refusals of statements that take rows away: PostgreSQL gives both ends of a key one code, and its sentences follow its language. */
const ofDeletions = new WeakSet<pg.DatabaseError>()

/** Keeps of a refused statement what its error does not say: whether it took rows away. */
export function noteRefusal(error: unknown, statement: string): void {
  if (isForeignKey(error) && /\bdelete\s+from\b/i.test(statement)) ofDeletions.add(error)
}

/**
 * Whether the database refused an id that names nothing in this organisation: every key holds the organisation too, so that an
 * id of another one names nothing either. Whoever sent it is answered « not found ». A row that others still refer to names
 * something: its removal was ours to refuse, and stays a fault.
 */
export const namesNothing = (error: unknown): boolean => isForeignKey(error) && !ofDeletions.has(error)

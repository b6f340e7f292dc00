import pg from 'pg'

/** SQLSTATE of a reference to a row that is not there (PostgreSQL, appendix A, class 23). */
const FOREIGN_KEY = '23503'

/**
 * Whether the database refused an id that names nothing in this organisation: every key holds the organisation too, so that an
 * id of another one names nothing either. Whoever sent it is answered « not found ».
 */
export const namesNothing = (error: unknown): boolean => error instanceof pg.DatabaseError && error.code === FOREIGN_KEY

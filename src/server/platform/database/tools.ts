/** What scripts outside the server need of the database. */
export { migrate } from './migrate.ts'
export { embeddedServer } from './servers.ts'

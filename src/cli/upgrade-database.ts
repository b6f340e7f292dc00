import { upgradeDatabase } from '../server/platform/backup/upgrade.ts'
import { readSettings } from '../server/platform/settings.ts'

/** `upgrade-database`: brings a data folder that an earlier major PostgreSQL wrote to the one that this program brings. */
export async function upgradeDatabaseCommand(): Promise<number> {
  const settings = readSettings(process.env, [])
  if (settings.database) {
    console.error('Cette base est à vous (DATABASE_URL) : son serveur se met à niveau avec ses propres outils.')
    return 1
  }
  const done = await upgradeDatabase(settings.dataFolder)
  if (done.kind === 'current')
    console.log(`Rien à faire : ce dossier est à PostgreSQL ${done.major}, ou ne contient pas de base.`)
  if (done.kind === 'finished') console.log('La mise à niveau interrompue est terminée.')
  if (done.kind === 'upgraded') {
    console.log(`PostgreSQL ${done.from} → ${done.to} : ${done.rows} lignes, le registre se vérifie comme avant.`)
    console.log(`L’ancienne base est gardée dans ${done.keptFolder} : effacez ce dossier quand tout va bien.`)
  }
  return 0
}

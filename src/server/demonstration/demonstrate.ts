import { installationState } from '../platform/database/installation.ts'
import { ADDRESSES } from '../platform/ui/addresses.ts'
import { buildDemonstration, type Parts } from './build.ts'

/**
 * What `npm start -- --demo` asks for: the invented commune, built where the installation is empty. Answers what the terminal
 * says; throws, in French, where a real organisation is at home.
 */
export async function demonstrate(parts: Parts): Promise<readonly string[]> {
  if ((await installationState(parts.database)) === 'empty') {
    console.log('Préparation du territoire de démonstration…')
    await buildDemonstration(parts)
  }
  if ((await installationState(parts.database)) === 'real')
    throw new Error(
      'Ce dossier de données est celui d’une vraie collectivité : la démonstration n’y entre pas. Donnez-lui un autre dossier : SECONDE_VIE_DATA=./demonstration npm start -- --demo',
    )
  return [`Démonstration : un compte par métier, à la page ${ADDRESSES.demonstration}`]
}

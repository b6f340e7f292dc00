import { z } from 'zod'
import { POLICY } from '../erasure/lot/lot.sql.ts'
import { decideRequests, judgeFleet, keepFleet, manageMembers, setRules } from '../organisation/permissions.ts'
import { notFound, page, redirect } from '../platform/http/answer.ts'
import { line, MOST_INTEGER, optional, wholeNumber } from '../platform/http/form.ts'

import { allows, either, type Permission } from '../platform/http/permission.ts'
import { actRoute, everyMember, pageRoute, type Route } from '../platform/http/route.ts'
import { restoreSetting } from '../platform/setting/setting.sql.ts'
import { versionsText } from '../platform/setting/versions.text.ts'
import { RESTORE } from '../platform/setting/versions.views.tsx'
import type { Bilingual } from '../platform/text/text.ts'
import { Layout } from '../platform/ui/layout.tsx'
import { Table } from '../platform/ui/table.tsx'
import { PRICES } from '../triage/prices.sql.ts'
import { RULES } from '../triage/rules.sql.ts'
import { WORK_GRADES, WORK_STEPS, WORK_TESTS } from '../workshop/models/model.sql.ts'
import { SOFTWARE_PROFILES } from '../workshop/profiles/profile.sql.ts'

interface Setting {
  readonly href: string
  readonly name: Bilingual
  readonly about: Bilingual
  readonly access: Permission
}

const setting = (
  href: string,
  access: Permission,
  fr: readonly [string, string],
  en: readonly [string, string],
): Setting => ({
  href,
  access,
  name: { fr: fr[0], en: en[0] },
  about: { fr: fr[1], en: en[1] },
})

/** Every page of settings, with what it decides. */
const SETTINGS: readonly Setting[] = [
  setting(
    '/programme',
    everyMember,
    ['Programme', 'Nom, buts, dates, objectifs, page publique.'],
    ['Programme', 'Name, aims, dates, targets, public page.'],
  ),
  setting(
    '/reglages/etapes',
    setRules,
    ['Ordre des étapes', 'Comme votre programme travaille ; aucun contrôle ne bouge.'],
    ['Order of the steps', 'As your programme works; no check moves.'],
  ),
  setting(
    '/reglages/deliberations',
    either(setRules, decideRequests),
    ['Délibérations', 'Ce que le conseil a autorisé, et son texte.'],
    ['Council decisions', 'What the council allowed, and its text.'],
  ),
  setting(
    '/reglages/tri',
    setRules,
    ['Règles du tri', 'Les seuils qui proposent un verdict.'],
    ['Triage rules', 'The thresholds that propose a verdict.'],
  ),
  setting(
    '/reglages/preuves',
    setRules,
    ['Preuves d’effacement', 'Où une déclaration pour un lot suffit ; vérifier à deux.'],
    ['Proofs of erasure', 'Where a declaration for a lot is enough; verifying by two.'],
  ),
  setting(
    '/reglages/prix',
    setRules,
    ['Prix du travail', 'Heure d’atelier et pièces : le coût que le tri montre.'],
    ['Prices of work', 'Hour of workshop and parts: the cost that triage shows.'],
  ),
  setting(
    '/reglages/atelier',
    setRules,
    ['Règles de l’atelier', 'Étapes et essais par nature d’appareil, grades, contrôle par une seconde personne.'],
    ['Rules of the workshop', 'Steps and tests by kind of device, grades, check by a second person.'],
  ),
  setting(
    '/reglages/logiciels',
    setRules,
    ['Profils logiciels', 'Ce qui s’installe, avec ses licences, par nature d’appareil.'],
    ['Software profiles', 'What is installed, with its licences, by kind of device.'],
  ),
  setting(
    '/reglages/renouvellement',
    setRules,
    ['Renouvellement', 'L’âge auquel un appareil est à remplacer.'],
    ['Renewal', 'The age at which a device is due for replacement.'],
  ),
  setting(
    '/reglages/blocages',
    judgeFleet,
    ['Blocages', 'Rappels de pièces, de lots ou d’outils.'],
    ['Holds', 'Recalls of parts, batches or tools.'],
  ),
  setting(
    '/membres',
    manageMembers,
    ['Membres', 'Qui travaille ici, avec quels rôles.'],
    ['Members', 'Who works here, with which roles.'],
  ),
  setting(
    '/reglages/jetons',
    everyMember,
    ['Jetons d’accès', 'Laisser un programme agir à votre place.'],
    ['Access tokens', 'Let a program act in your place.'],
  ),
  setting(
    '/reglages/jetons-des-bancs',
    keepFleet,
    ['Jetons des bancs', 'Laisser un banc d’atelier identifier et effacer.'],
    ['Bench tokens', 'Let a workshop bench identify and erase.'],
  ),
]

const TITLE: Bilingual = { fr: 'Réglages', en: 'Settings' }
const LEAD: Bilingual = {
  fr: 'Ce que votre collectivité décide elle-même, dans la loi.',
  en: 'What your organisation decides for itself, within the law.',
}

/** Where each setting that keeps its versions is edited: on these pages, or under them. */
const PAGES: Readonly<Record<string, readonly string[]>> = {
  steps: ['/reglages/etapes'],
  [RULES]: ['/reglages/tri'],
  [PRICES]: ['/reglages/prix'],
  [POLICY]: ['/reglages/preuves', '/reglages/atelier'],
  [WORK_STEPS]: ['/reglages/atelier'],
  [WORK_TESTS]: ['/reglages/atelier'],
  [WORK_GRADES]: ['/reglages/atelier'],
  [SOFTWARE_PROFILES]: ['/reglages/logiciels'],
  renewal: ['/reglages/renouvellement'],
  recoverable: ['/reglages/renouvellement'],
}

/** The page that asked, where the setting is edited there; its first page otherwise. */
function backTo(pages: readonly string[], from: string): string {
  const [path = ''] = from.split('?')
  const known = /^[!-~]+$/.test(from) && pages.some((page) => path === page || path.startsWith(`${page}/`))
  return known ? from : (pages[0] ?? '/reglages')
}

export const settingsRoutes: readonly Route[] = [
  pageRoute({
    path: '/reglages',
    access: everyMember,
    example: { as: 'coordinator' },
    handle: async ({ member, viewer }) => {
      const { lang } = viewer
      return page(
        <Layout viewer={viewer} title={TITLE[lang]} lead={LEAD[lang]}>
          <Table
            lang={lang}
            caption={TITLE[lang]}
            captionHidden
            rows={SETTINGS.filter((one) => allows(member, one.access))}
            rowKey={(row) => row.href}
            columns={[
              {
                key: 'name',
                label: TITLE[lang],
                heading: true,
                cell: (row) => <a href={row.href}>{row.name[lang]}</a>,
              },
              {
                key: 'about',
                label: lang === 'fr' ? 'Ce qu’on y décide' : 'What it decides',
                cell: (row) => row.about[lang],
              },
            ]}
          />
        </Layout>,
      )
    },
  }),
  actRoute({
    path: `${RESTORE}/:name`,
    access: setRules,
    form: z.object({ version: wholeNumber(0, MOST_INTEGER), from: optional(line(500)) }),
    example: { as: 'coordinator', params: { name: PRICES }, form: { version: '1' } },
    handle: async ({ tx, member, viewer, params, form }) => {
      const pages = PAGES[params.name ?? '']
      if (!pages || !(await restoreSetting(tx, member, params.name ?? '', form.version))) return notFound()
      return redirect(backTo(pages, form.from ?? ''), versionsText(viewer.lang).restored)
    },
  }),
]

import { freshForm } from '../http/form.ts'
import type { TenantCall } from '../http/route.ts'
import type { Html } from '../ui/jsx-runtime.ts'
import { versionsOf } from './setting.sql.ts'
import { Versions } from './versions.views.tsx'

/** The foot of a settings page: the versions of this setting; `about` names it where the page holds several. */
export const versionsPart = async ({ tx, viewer }: TenantCall, name: string, about?: string): Promise<Html> => (
  <Versions
    viewer={viewer}
    name={name}
    versions={await versionsOf(tx, name)}
    form={() => freshForm(viewer)}
    about={about}
  />
)

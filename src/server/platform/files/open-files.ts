import { join } from 'node:path'
import type { Settings } from '../settings.ts'
import type { Files } from './files.ts'
import { localFiles } from './local-files.ts'
import { s3Files } from './s3-files.ts'

/** The file store that the settings name: a bucket, or the data folder. */
export const openFiles = (settings: Pick<Settings, 's3' | 'dataFolder'>): Files =>
  settings.s3 ? s3Files(settings.s3) : localFiles(join(settings.dataFolder, 'files'))

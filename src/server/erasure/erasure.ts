import { z } from 'zod'
import { civilDate, line, optional, paragraph, uuid } from '../platform/http/form.ts'

/** The logs dropped or pasted; `logMedium` is the one a person designates where the log itself names none. */
export const LOGS = z.object({ text: optional(z.string().max(1_000_000)), logMedium: optional(uuid) })

/** Media that a person may find inside: what a report does not list, or a device that gives none. */
export const FOUND_KINDS = ['hdd', 'ssd', 'nvme', 'emmc', 'stick', 'card', 'sim', 'unknown'] as const

export const FOUND = z.object({
  subkind: z.enum(FOUND_KINDS),
  maker: optional(line(80)),
  model: optional(line(120)),
  serial: optional(line(80)),
  gigabytes: optional(z.coerce.number().min(0).max(1_000_000)),
})
export type Found = z.infer<typeof FOUND>

export const CERTIFICATE = z.object({
  medium: uuid,
  destroyer: line(200),
  number: line(80),
  destroyedOn: civilDate,
  technique: z.enum(['shredding', 'drilling']),
  particle: optional(
    z.preprocess(
      (text) => (typeof text === 'string' ? text.trim().replace(',', '.') : text),
      z.coerce.number().min(0).max(1_000_000),
    ),
  ),
  listed: paragraph(20_000),
})
export type Certificate = z.infer<typeof CERTIFICATE>

/** Serials or codes as typed from the paper: one a line, or separated by commas. */
export const serialsOf = (text: string): readonly string[] =>
  text
    .split(/[\n,;]+/)
    .map((one) => one.trim())
    .filter(Boolean)

export const MOST_LOGS = 64 * 1_048_576
export const MOST_SCAN = 16 * 1_048_576

import type { DeviceKind } from '../../domain/hardware/report.ts'
import { fold } from './fold.ts'

/** A value read, or the rule that it breaks. */
export type Read<T> = { readonly value: T } | { readonly wrong: Rule }
export type Rule =
  | 'notADate'
  | 'futureDate'
  | 'notANumber'
  | 'outOfRange'
  | 'unknownKind'
  | 'unknownState'
  | 'unknownReason'
  | 'notOurCode'
  | 'tooLong'
  | 'hiddenCharacters'
  | 'unknownPlaceKind'
  | 'unknownLevel'
  | 'unknownRole'
  | 'wrongNumber'
  | 'wrongEmail'

/** Day, month, year as the file orders them. */
export const DATE_ORDERS = ['dayFirst', 'monthFirst'] as const
export type DateOrder = (typeof DATE_ORDERS)[number]

const pad = (text: string, length = 2) => text.padStart(length, '0')

/** `YYYY-MM-DD` of a civil date that exists; ISO, dd/mm/yyyy, dd-mm-yy, with or without an hour after. */
export function readDate(text: string, order: DateOrder, today: string): Read<string> {
  const bare = text.trim().replace(/[T ]\d{1,2}[:h]\d{2}.*$/, '')
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(bare)
  const other = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})$/.exec(bare)
  const [, year = '', month = '', day = ''] =
    iso ?? (other ? [other[0], other[3], ...(order === 'dayFirst' ? [other[2], other[1]] : [other[1], other[2]])] : [])
  if (year === '') return { wrong: 'notADate' }
  const full = year.length === 2 ? `${Number(year) > 70 ? '19' : '20'}${year}` : year
  const date = `${full}-${pad(month)}-${pad(day)}`
  const read = new Date(`${date}T00:00:00Z`)
  if (Number.isNaN(read.getTime()) || read.toISOString().slice(0, 10) !== date) return { wrong: 'notADate' }
  if (date < '1980-01-01') return { wrong: 'outOfRange' }
  return date > today ? { wrong: 'futureDate' } : { value: date }
}

/** A number as people write it: « 1 234,50 € », "1,234.50", "12.5". */
export function readNumber(text: string, least: number, most: number): Read<number> {
  const bare = text.replace(/[\s\u00a0\u202f€$']/g, '').replace(/(eur|euros?|ttc|ht|go|gb|gio|mo|mb)$/i, '')
  const comma = bare.lastIndexOf(',')
  const point = bare.lastIndexOf('.')
  const plain =
    comma > point
      ? bare
          .replaceAll('.', '')
          .replace(/,(?=.*,)/g, '')
          .replace(',', '.')
      : point > comma && comma >= 0
        ? bare.replaceAll(',', '')
        : bare
  if (!/^-?\d+(\.\d+)?$/.test(plain)) return { wrong: 'notANumber' }
  const value = Number(plain)
  return value < least || value > most ? { wrong: 'outOfRange' } : { value }
}

/** Memory in gigabytes, whatever the unit: from 512 on, a bare number is megabytes (OCS writes those). */
export function readMemory(text: string): Read<number> {
  const read = readNumber(text, 0, 8_000_000)
  if ('wrong' in read) return read
  return { value: /m[bo]\s*$/i.test(text) || read.value >= 512 ? read.value / 1024 : read.value }
}

type Words<T extends string> = readonly (readonly [T, RegExp])[]

/** Words of kinds, folded, French and English, as GLPI, OCS and people write them; the first that matches. */
const KIND_WORDS: Words<DeviceKind> = [
  ['all-in-one', /\b(tout en un|all in one|aio)\b/],
  [
    'laptop',
    /\b(portables?|pc portables?|laptops?|notebooks?|sub notebook|ultraportables?|chromebooks?|convertible)\b/,
  ],
  ['tablet', /\b(tablettes?|tablets?|ipads?)\b/],
  ['phone', /\b(telephones?|smartphones?|mobiles?|phones?|gsm|iphones?)\b/],
  ['mini', /\b(mini|mini pc|mini ordinateur|mini computer|nuc|micro pc|client leger|thin client|tiny|usff)\b/],
  ['server', /\b(serveurs?|servers?|rack|rack mount chassis|blade)\b/],
  ['virtual', /\b(virtuel(le)?s?|virtual|vm|vmware|hyper v)\b/],
  ['screen', /\b(ecrans?|moniteurs?|screens?|monitors?|displays?)\b/],
  ['printer', /\b(imprimantes?|printers?|copieurs?|multifonctions?|mfp|traceurs?)\b/],
  [
    'desktop',
    /\b(unites? centrales?|fixes?|pc fixes?|uc|desktops?|tours?|towers?|mini tower|low profile desktop|stations?( de travail)?|workstations?|ordinateurs?( de bureau)?|computers?|pc|sff)\b/,
  ],
  [
    'other',
    /\b(autres?|other|routeurs?|routers?|switch|commutateurs?|consoles?|videoprojecteurs?|projectors?|bornes?|onduleurs?)\b/,
  ],
  ['unknown', /\b(inconnue?|unknown|nature inconnue)\b/],
]

/** Where a device stands when it comes in from a file. */
export const STANDINGS = ['inUse', 'received', 'decommissioned', 'announced'] as const
export type Standing = (typeof STANDINGS)[number]

const STATE_WORDS: Words<Standing> = [
  [
    'decommissioned',
    /\b(reformes?|reformee|rebut|hs|hors service|hors d usage|decommissioned|retired|archived|disposed|declasse|obsolete|sorti|a reformer|mis au rebut)\b/,
  ],
  [
    'inUse',
    /\b(en service|en production|in use|in production|production|affectes?|affectee|deployes?|deployed|deployable|utilises?|utilise|active|actif|en fonction|en place|en pret)\b/,
  ],
  [
    'received',
    /\b(recus?|recue|received|stock|en stock|in stock|reserve|atelier|a l atelier|disponible|available|spare|en reparation|ready to deploy|identifie|trie|revenu)\b/,
  ],
  ['announced', /\b(annonces?|annonce|announced|commandes?|en commande|on order|propose|pending)\b/],
]

const REASON_WORDS: Words<'obsolete' | 'broken' | 'needChanged' | 'other'> = [
  ['obsolete', /\b(obsoletes?|obsolescence|vetuste|trop vieux|ancien|outdated|fin de garantie|fin de support)\b/],
  ['broken', /\b(pannes?|en panne|hs|casses?|broken|defectueux|hors service|faulty)\b/],
  ['needChanged', /\b(besoin change|besoin|changement|need changed|renouvellement|remplaces?|replaced)\b/],
  ['other', /\b(autres?|other)\b/],
]

function word<T extends string>(text: string, words: Words<T>, wrong: Rule): Read<T> {
  const said = fold(text)
  const found = words.find(([, pattern]) => pattern.test(said))
  return found ? { value: found[0] } : { wrong }
}

export const readKind = (text: string): Read<DeviceKind> => word(text, KIND_WORDS, 'unknownKind')
export const readStanding = (text: string): Read<Standing> => word(text, STATE_WORDS, 'unknownState')
export const readReason = (text: string) => word(text, REASON_WORDS, 'unknownReason')

const HIDING = /[\p{Cc}\p{Bidi_Control}]/u

/** A line of words, at most `most` characters, that hides nothing. */
export function readWords(text: string, most: number): Read<string> {
  const bare = text
    .replace(/[\t\r\n]+/g, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()
  if (HIDING.test(bare)) return { wrong: 'hiddenCharacters' }
  return bare.length > most ? { wrong: 'tooLong' } : { value: bare }
}

/** A place from the top of its tree down: GLPI writes « Ville > Mairie > Accueil ». */
export const readPath = (text: string): readonly string[] =>
  text
    .split(/\s*[>›»]\s*|\s+\/\s+/)
    .map((name) => name.trim())
    .filter(Boolean)
    .slice(0, 12)

import { NBSP } from '../text/format.ts'
import type { Lang } from '../text/text.ts'
import { address, type Query } from './addresses.ts'
import { Submit } from './button.tsx'
import type { Option } from './field.tsx'
import { Icon } from './icons.tsx'
import { fromFirstPage, PAGE_KEYS } from './paging.tsx'
import { words } from './words.ts'

export type Filter =
  | { readonly kind: 'words'; readonly name: string; readonly label: string; readonly hint?: string }
  | { readonly kind: 'choice'; readonly name: string; readonly label: string; readonly options: readonly Option[] }

interface FiltersProps {
  readonly lang: Lang
  readonly path: string
  readonly query: Query
  readonly filters: readonly Filter[]
}

const asked = (query: Query, name: string): string => {
  const value = query[name]
  return typeof value === 'string' ? value : (value?.[0] ?? '')
}

/** Words and choices that narrow a list. Sent with the address, so that what is seen can be shared; what is in place can be taken off one by one. */
export function Filters({ lang, path, query, filters }: FiltersProps) {
  const text = words(lang)
  const own = new Set<string>([...filters.map(({ name }) => name), PAGE_KEYS.before, PAGE_KEYS.after])
  const kept = Object.keys(query).filter((name) => !own.has(name) && asked(query, name) !== '')
  return (
    <search class="filters" aria-label={text.filters}>
      <form action={path}>
        {kept.map((name) => (
          <input key={name} type="hidden" name={name} value={asked(query, name)} />
        ))}
        {filters.map((filter) => (
          <FilterField key={filter.name} lang={lang} filter={filter} value={asked(query, filter.name)} />
        ))}
        <Submit look="plain">{text.filter}</Submit>
      </form>
      <Chips lang={lang} path={path} query={query} filters={filters} />
    </search>
  )
}

function FilterField({
  lang,
  filter,
  value,
}: {
  readonly lang: Lang
  readonly filter: Filter
  readonly value: string
}) {
  const id = `q-${filter.name}`
  return (
    <div>
      <label for={id}>{filter.label}</label>
      {filter.kind === 'words' ? (
        <input id={id} type="search" name={filter.name} value={value} placeholder={filter.hint} autocomplete="off" />
      ) : (
        <select id={id} name={filter.name}>
          <option value="">{words(lang).any}</option>
          {filter.options.map((option) => (
            <option key={option.value} value={option.value} selected={option.value === value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </div>
  )
}

function Chips({ lang, path, query, filters }: FiltersProps) {
  const text = words(lang)
  const rest = fromFirstPage(query)
  const chips = filters.flatMap((filter) => {
    const value = asked(query, filter.name)
    if (value === '') return []
    const said =
      filter.kind === 'choice'
        ? filter.options.find((option) => option.value === value)?.label
        : `«${NBSP}${value}${NBSP}»`
    return [{ name: filter.name, said: `${filter.label}${NBSP}: ${said ?? value}` }]
  })
  if (chips.length === 0) return null
  return (
    <ul class="chips" aria-label={text.activeFilters}>
      {chips.map(({ name, said }) => (
        <li key={name}>
          <a href={address(path, { ...rest, [name]: undefined })}>
            {said}
            <Icon name="remove" />
            <span class="unseen">{text.removeFilter}</span>
          </a>
        </li>
      ))}
    </ul>
  )
}

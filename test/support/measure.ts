import { appendFileSync } from 'node:fs'

/** What a test measured and does not judge: `npm test` prints it under the bar. */
export function measured(line: string): void {
  const file = process.env.SECONDE_VIE_MEASURES
  if (file) appendFileSync(file, `${line}\n`)
  else console.log(line)
}

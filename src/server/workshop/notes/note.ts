import { z } from 'zod'
import { line, optional, paragraph } from '../../platform/http/form.ts'

export const NOTE_FORM = z.object({
  maker: line(120),
  model: optional(line(120)),
  title: line(120),
  body: paragraph(8000).pipe(z.string().min(1)),
})
export type NoteForm = z.infer<typeof NOTE_FORM>

import type { PrintedDocument } from '../../platform/pdf/pdf.ts'
import type { Lang } from '../../platform/text/text.ts'
import type { Sheet } from './sheet.sql.ts'

/** The test sheet of an order: what was tested and done, by whom, with which parts, grade, proofs and checks. */
export const sheetPaper = (sheet: Sheet, lang: Lang, at: Date): PrintedDocument => ({
  template: TEMPLATE,
  data: sheet,
  lang,
  at,
})

const TEMPLATE = `
#let w = data.words
#set document(title: w.title + " " + data.code)
= #w.title #raw(data.code)
#strong(data.name)#if data.serial != "" [, #w.serial #raw(data.serial)] \\
#data.about.join(". "). \\
#w.who #data.who#if data.supervisor != "" [. #w.supervisor #data.supervisor].

== #w.tests
#table(
  columns: (1fr, auto, 1fr, auto),
  table.header[#w.test][#w.result][#w.remark][#w.by],
  ..data.tests.flatten()
)

== #w.grade
#if data.grade == "" [#w.noGrade] else [#strong(data.grade) : #data.criterion #data.gradedBy]

== #w.steps
#table(
  columns: (1fr, auto, auto, auto),
  table.header[#w.step][#w.done][#w.by][#w.spent],
  ..data.steps.flatten()
)
#w.total : #data.total

== #w.software
#if data.software.len() == 0 [#w.noSoftware] else [#data.software.join(", ")]

== #w.parts
#if data.parts.len() == 0 [#w.noParts] else [#list(..data.parts)]

== #w.erasure
#if data.media.len() == 0 [#w.noMedia] else [#list(..data.media)]

== #w.checks
#if data.checks.len() == 0 [#w.noCheck] else [#list(..data.checks)]

#data.photos
`

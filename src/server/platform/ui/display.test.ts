import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  DEFAULT_DISPLAY,
  displayAnswers,
  displayAttributes,
  parseDisplay,
  readDisplayForm,
  serialiseDisplay,
} from './display.ts'
import type { DisplayOptions } from './viewer.ts'

const anyDisplay: fc.Arbitrary<DisplayOptions> = fc.record({
  contrast: fc.constantFrom('normal', 'more'),
  size: fc.constantFrom('normal', 'large', 'larger'),
  spacing: fc.constantFrom('normal', 'wide'),
  plain: fc.boolean(),
  images: fc.boolean(),
  theme: fc.constantFrom('auto', 'light', 'dark'),
})

describe('What a person chose for the display comes back as it was', () => {
  it('through the cookie, whatever was chosen', () => {
    fc.assert(
      fc.property(anyDisplay, (display) => {
        expect(parseDisplay(serialiseDisplay(display))).toEqual(display)
      }),
    )
  })

  it('through the form, whatever was chosen', () => {
    fc.assert(
      fc.property(anyDisplay, (display) => {
        expect(readDisplayForm({ ...displayAnswers(display) })).toEqual(display)
      }),
    )
  })

  it('a cookie that is absent, cut or invented gives the defaults and nothing else', () => {
    expect(parseDisplay(undefined)).toEqual(DEFAULT_DISPLAY)
    expect(parseDisplay('m')).toEqual({ ...DEFAULT_DISPLAY, contrast: 'more' })
    fc.assert(
      fc.property(fc.string(), (cookie) => {
        const display = parseDisplay(cookie)
        expect(parseDisplay(serialiseDisplay(display))).toEqual(display)
      }),
    )
    expect(readDisplayForm({ contrast: 'toString', size: ['large'], theme: '<script>' })).toEqual(DEFAULT_DISPLAY)
  })

  it('the page carries only what differs from the defaults', () => {
    expect(displayAttributes(DEFAULT_DISPLAY)).toEqual({})
    expect(displayAttributes({ ...DEFAULT_DISPLAY, plain: true, images: false, theme: 'dark' })).toEqual({
      'data-plain': 'yes',
      'data-images': 'no',
      'data-theme': 'dark',
    })
  })
})

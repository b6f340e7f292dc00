import { assets } from './assets.ts'
import type { Children } from './children.ts'

interface Props {
  readonly label: string
  readonly clear: string
  /** The button that sends the drawing. */
  readonly children: Children
}

/**
 * A box to sign in, inside a form; its strokes are sent in the field `drawing`, on a grid of 600 by 200. It needs a pointer and
 * a script: the script alone shows and enables it, so that a plain way always stands beside.
 */
export function SignaturePad({ label, clear, children }: Props) {
  return (
    <fieldset hidden disabled class="pad" data-signature="">
      <legend>{label}</legend>
      <input type="hidden" name="drawing" value="" />
      <canvas width="600" height="200" role="img" aria-label={label} />
      <p class="buttons">
        {children}
        <button type="button" class="button plain" data-clear="">
          {clear}
        </button>
      </p>
      <script type="module" src={assets().signature} />
    </fieldset>
  )
}

import { texts } from '../text/text.ts'
import { ADDRESSES } from './addresses.ts'
import { Buttons, Submit } from './button.tsx'
import { displayAnswers } from './display.ts'
import { Radios } from './field.tsx'
import { Form, formState } from './form.tsx'
import { PublicLayout } from './public-layout.tsx'
import type { Viewer } from './viewer.ts'

const displayText = texts(
  {
    title: 'Affichage',
    lead: 'Réglez les pages à votre vue et à votre écran. Vos choix restent sur cet appareil, dans un petit fichier qui ne contient rien d’autre.',
    theme: 'Fond',
    themes: { auto: 'Comme l’appareil', light: 'Clair', dark: 'Sombre' },
    contrast: 'Contraste',
    contrasts: { normal: 'Normal', more: 'Renforcé' },
    size: 'Taille du texte',
    sizes: { normal: 'Normale', large: 'Grande', larger: 'Très grande' },
    spacing: 'Espacement',
    spacings: { normal: 'Normal', wide: 'Large' },
    spacingHint: 'Lettres, mots et lignes plus écartés, pour lire sans se perdre.',
    plain: 'Présentation',
    plains: { no: 'Complète', yes: 'Simple' },
    plainHint: 'La présentation simple tient en une colonne, menu replié, chiffres au lieu de dessins.',
    images: 'Images et dessins',
    imagesChoices: { yes: 'Montrer', no: 'Ne pas montrer' },
    imagesHint: 'Sans images, chaque dessin est remplacé par ses chiffres.',
    save: 'Enregistrer',
    reset: 'Revenir aux réglages de départ',
  },
  {
    title: 'Display',
    lead: 'Suit the pages to your eyes and your screen. Your choices stay on this device, in a small file that holds nothing else.',
    theme: 'Background',
    themes: { auto: 'As the device', light: 'Light', dark: 'Dark' },
    contrast: 'Contrast',
    contrasts: { normal: 'Normal', more: 'More' },
    size: 'Text size',
    sizes: { normal: 'Normal', large: 'Large', larger: 'Larger' },
    spacing: 'Spacing',
    spacings: { normal: 'Normal', wide: 'Wide' },
    spacingHint: 'Letters, words and lines further apart, to read without losing the line.',
    plain: 'Layout',
    plains: { no: 'Full', yes: 'Simple' },
    plainHint: 'The simple layout is one column, with the menu folded and figures instead of drawings.',
    images: 'Images and drawings',
    imagesChoices: { yes: 'Show', no: 'Do not show' },
    imagesHint: 'Without images, each drawing is replaced by its figures.',
    save: 'Save',
    reset: 'Back to the first settings',
  },
)

const choices = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels).map(([value, label]) => ({ value, label }))

interface DisplayPageProps {
  readonly viewer: Viewer
  readonly once: string
  /** The page the person came from, where saving leads back. */
  readonly back: string
}

/** The display options. Posts one answer a name (`readDisplayForm` reads them); `reset` asks for the defaults. */
export function DisplayPage({ viewer, once, back }: DisplayPageProps) {
  const text = displayText(viewer.lang)
  const form = formState(viewer.lang, once, { ...displayAnswers(viewer.display) })
  return (
    <PublicLayout viewer={viewer} title={text.title} lead={text.lead}>
      <Form action={ADDRESSES.display} form={form}>
        <input type="hidden" name="retour" value={back} />
        <div class="columns">
          <Radios form={form} name="theme" label={text.theme} options={choices(text.themes)} />
          <Radios form={form} name="contrast" label={text.contrast} options={choices(text.contrasts)} />
          <Radios form={form} name="size" label={text.size} options={choices(text.sizes)} />
          <Radios
            form={form}
            name="spacing"
            label={text.spacing}
            hint={text.spacingHint}
            options={choices(text.spacings)}
          />
          <Radios form={form} name="plain" label={text.plain} hint={text.plainHint} options={choices(text.plains)} />
          <Radios
            form={form}
            name="images"
            label={text.images}
            hint={text.imagesHint}
            options={choices(text.imagesChoices)}
          />
        </div>
        <Buttons>
          <Submit>{text.save}</Submit>
          <Submit look="plain" name="reset" value="yes" icon="undo">
            {text.reset}
          </Submit>
        </Buttons>
      </Form>
    </PublicLayout>
  )
}

import { previewFlavours } from '#skin/skin-previews.port';
import { Instant, Items, Text, Word } from '../description/fields.js';

const FLAVOUR =
  'What the pages are tried with: as usual, with what is optional missing, with hostile texts, with long lists, from right to left.';

/** As which module, and with what, a skin is to be looked at. */
export class WantedPreviewDto {
  @Text('Id of the outbound module whose properties count, and under whose address the pages are shown.', { always: true })
  readonly moduleId!: string;

  @Word(previewFlavours, `${FLAVOUR} Without it: normal.`)
  readonly flavour?: string;

  @Text('Language that the visitor wants, as in `fr-CA`; without it the one that skin and module fall back to.')
  readonly language?: string;
}

/** A page that can be looked at. */
export class PreviewedPageDto {
  @Text('Its name.', { always: true })
  readonly page!: string;

  @Text('What it is.', { always: true })
  readonly title!: string;

  @Word(
    ['skin', 'built-in', 'missing', 'failing'],
    'Where it comes from. The built-in page is shown where the skin has none, where the property names a file that is not there (`missing`) and where the page cannot be made (`failing`).',
    { always: true },
  )
  readonly state!: string;

  @Text('The file of the skin, or the missing one.')
  readonly file?: string;

  @Text('Why the built-in page is shown, with the place.')
  readonly problem?: string;

  @Text('Where it is shown, to whoever has this address.', { always: true })
  readonly url!: string;
}

/** The pages of a skin as a module would show them, with stock data. */
export class SkinPreviewDto {
  @Text('Id of the module.', { always: true })
  readonly moduleId!: string;

  @Text('SHA-256 of the skin, hex.', { always: true })
  readonly sha256!: string;

  @Text('`group:artifact:version` of the skin.', { always: true })
  readonly identity!: string;

  @Word(previewFlavours, FLAVOUR, { always: true })
  readonly flavour!: string;

  @Text('Language that was asked for.')
  readonly language?: string;

  @Instant('When the addresses end.', { always: true })
  readonly expires!: string;

  @Items(PreviewedPageDto, 'The thirteen pages.', { always: true })
  readonly pages!: readonly PreviewedPageDto[];
}

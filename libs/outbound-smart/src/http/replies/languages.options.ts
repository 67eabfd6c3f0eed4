import { ArrayNotEmpty, ArrayUnique, IsIn } from 'class-validator';
import { Property } from '#module-config/property.port';
import { languages } from '#skin/page-renderer.port';

/** The languages of the built-in pages. */
export class LanguagesOptions {
  @Property({
    key: 'pages.languages',
    help: 'Languages that the built-in pages are offered in: `en`, `es`, `fr`, `de`. A visitor gets the best of them by `ui_locales`, then by the languages of the browser. Skins have languages of their own.',
    default: [...languages],
    list: 'comma',
  })
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsIn(languages, { each: true })
  readonly offered: string[] = [...languages];

  @Property({
    key: 'pages.default_language',
    help: 'Language of the built-in pages for visitors who want none of those that are offered.',
    default: 'en',
  })
  @IsIn(languages)
  readonly fallback: string = 'en';
}

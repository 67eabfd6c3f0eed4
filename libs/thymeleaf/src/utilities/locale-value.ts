import { javaLocale } from '../messages/bundles.js';
import { PRINTED, recordOf, type Value, type ValueRecord } from '../value.js';

/** `#locale`: what Java's Locale says of itself; prints as `fr_CA`. */
export function localeValue(tag: string): ValueRecord {
  const locale = new Intl.Locale(tag);
  const { language, region = '', script = '' } = locale;
  const name = (code: string, type: Intl.DisplayNamesType) =>
    code === '' ? '' : (new Intl.DisplayNames(tag, { type, fallback: 'code' }).of(code) ?? code);
  const says: Readonly<Record<string, Value>> = {
    ...{ language, country: region, script, variant: '', languageTag: locale.baseName },
    ...{ displayLanguage: name(language, 'language'), displayCountry: name(region, 'region') },
    displayName: name(locale.baseName, 'language'),
  };
  return Object.freeze(
    Object.assign(Object.create(null) as ValueRecord, recordOf(Object.entries(says)), { [PRINTED]: javaLocale(tag) }),
  );
}

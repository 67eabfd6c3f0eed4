/** Texts by key. */
export type MessageBundle = ReadonlyMap<string, string>;

/** Bundles by what stands behind the file's name: `fr_CA`, `fr`, and '' for the one that serves all languages. */
export type MessageBundles = ReadonlyMap<string, MessageBundle>;

/** The bundles that serve a language, nearest first: of `zh-Hant-TW` `zh_Hant_TW`, `zh_TW`, `zh_Hant`, `zh` and ''. */
export function localeChain(locale: string): readonly string[] {
  const { language, script, region } = subtags(locale);
  const chain = [
    script && region ? `${language}_${script}_${region}` : undefined,
    region ? `${language}_${region}` : undefined,
    script ? `${language}_${script}` : undefined,
    language,
    '',
  ];
  return [...new Set(chain.filter((suffix) => suffix !== undefined))];
}

/** The text of a key in the nearest bundle that has it. */
export function messageIn(bundles: MessageBundles, locale: string, key: string): string | undefined {
  for (const suffix of localeChain(locale)) {
    const found = bundles.get(suffix)?.get(key);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A locale as Java prints it: `fr_CA`. */
export function javaLocale(locale: string): string {
  const { language, region } = subtags(locale);
  return region ? `${language}_${region}` : language;
}

/** Parts of a language tag that are of use here; a tag in Java's spelling (`fr_CA`) too. What is no tag is a language of its own. */
export function subtags(locale: string): { language: string; script?: string; region?: string } {
  try {
    const { language, script, region } = new Intl.Locale(locale.replaceAll('_', '-'));
    return { language, ...(script !== undefined && { script }), ...(region !== undefined && { region }) };
  } catch {
    return { language: locale };
  }
}

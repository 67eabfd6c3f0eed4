/** Script and region that a language has where nothing is said of them; `undefined` where the text is no language tag. */
interface Tongue {
  readonly language: string;
  readonly script: string | undefined;
  /** As it was said, not as it would be supposed. */
  readonly region: string | undefined;
}

/** No tag of a language that people use is longer (BCP 47 §4.4.1); longer ones are not looked at. */
const LONGEST_TAG = 35;
/** More wishes than this are not looked at. */
const MOST_WISHES = 20;

/**
 * The language to show a page in. The first wish that something is offered for decides, and of what is offered for it the one of the same
 * region, else the one of no region, else the first: `fr-CA` is content with `fr`, and `pt` with `pt-BR`. Another language or script never
 * stands in for the one that is wanted: `zh-TW` is not content with `zh-CN`.
 * @param wanted tags of BCP 47, best first, as strangers send them; what is none is passed over, and so is `*`
 * @param offered tags of BCP 47, or as Java writes them (`pt_BR`)
 * @returns one of `offered`, spelled as it is there, or `fallback`
 * @see RFC 4647 §3.4
 */
export function chooseLocale(wanted: readonly string[], offered: readonly string[], fallback: string): string {
  const choices = offered.flatMap((tag) => {
    const tongue = tongueOf(tag);
    return tongue === undefined ? [] : [{ tag, tongue }];
  });
  for (const wish of wanted.slice(0, MOST_WISHES)) {
    const tongue = tongueOf(wish);
    const same = tongue === undefined ? [] : choices.filter((choice) => isSame(choice.tongue, tongue));
    const best =
      same.find((choice) => choice.tongue.region === tongue?.region) ??
      same.find((choice) => choice.tongue.region === undefined) ??
      same[0];
    if (best !== undefined) return best.tag;
  }
  return fallback;
}

function isSame(one: Tongue, other: Tongue): boolean {
  return one.language === other.language && one.script === other.script;
}

function tongueOf(tag: string): Tongue | undefined {
  if (tag.length > LONGEST_TAG) return undefined;
  try {
    const said = new Intl.Locale(tag.replaceAll('_', '-'));
    const { language, script } = said.maximize();
    return { language: language === 'no' ? 'nb' : language, script, region: said.region };
  } catch {
    return undefined;
  }
}

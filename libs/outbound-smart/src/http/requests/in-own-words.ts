import { decodeFormText } from '#protocol/oauth2/form-decoding';
import { OAuthError } from '#protocol/oauth2/oauth-error';

/** What a field of a form written for another server means here. */
type Meaning = readonly [
  name: string,
  value: string,
  /** Counts whatever the field itself says: a button that was pressed, beside a field that says the same on every sending of the form. */
  overrules?: 'overrules',
];

/** What a field of a form written for another server means here; undefined where it is nothing that is known. */
export type FormConvention = (
  name: string,
  value: string,
  /** Of all fields of the form. */
  names: ReadonlySet<string | undefined>,
) => Meaning | undefined;

/** Pairs that are looked at; what a form may have at most is checked where it is read. */
const MOST_PAIRS = 2_000;

/**
 * A posted form in our own words: each field that other servers have for one of ours is renamed (reference skins 1.4). One that says what our own field
 * says as well is left out.
 * These count whether the module wears a skin or not: a page that was shown before a change of skins is answered after it, and what protects forms, the
 * token, the origin and the encoding, is the same for all.
 * @throws OAuthError invalid_request — two fields say different things of one of ours: contradictions are refused, with the names of both
 */
export function inOwnWords(encoded: string, convention: FormConvention): string {
  const pairs = encoded.split('&', MOST_PAIRS);
  if (pairs.length === MOST_PAIRS) return encoded;
  const names = new Set(pairs.map(nameOf));
  const own: string[] = [];
  const others: RenamedPair[] = [];
  for (const pair of pairs) {
    const renamed = renamedPair(pair, names, convention);
    if (renamed === undefined) own.push(pair);
    else if (renamed.text !== '') others.push(renamed);
  }
  const overruled = new Set(others.filter((one) => one.overrules).map((one) => one.name));
  const emptied = new Set(others.map((one) => one.emptied));
  const kept = own.filter((pair) => !overruled.has(nameOf(pair) ?? '') && !emptied.has(pair));
  assertOfOneMind(kept, others);
  const said = new Set(kept.map(sameText));
  return [...kept, ...new Set(others.map(({ text }) => text).filter((text) => !said.has(sameText(text))))].join('&');
}

/** @throws OAuthError invalid_request — fields that mean the same say different things; our own that are repeated are told of by whoever reads them */
function assertOfOneMind(kept: readonly string[], others: readonly RenamedPair[]): void {
  const own = kept.map((pair) => ({ name: nameOf(pair) ?? '', sentAs: nameOf(pair) ?? '', text: pair }));
  const first = new Map<string, Pick<RenamedPair, 'sentAs' | 'text'>>();
  for (const { name, sentAs, text } of [...own, ...others]) {
    const before = first.get(name);
    if (before === undefined) first.set(name, { sentAs, text });
    else if (sentAs !== name && sameText(before.text) !== sameText(text)) throw contradiction(before.sentAs, sentAs);
  }
}

function contradiction(one: string, other: string): OAuthError {
  const description =
    one === other
      ? `The parameter ${one} was sent more than once; send it once`
      : `The answers contradict each other: ${one} and ${other}; send one of them`;
  return new OAuthError('invalid_request', description, { parameter: other });
}

interface RenamedPair {
  /** Of our own field. */
  readonly name: string;
  readonly sentAs: string;
  /** In our words; '' where it says nothing. */
  readonly text: string;
  /** Our own field as it looks where it was left empty. */
  readonly emptied: string;
  readonly overrules: boolean;
}

function renamedPair(
  pair: string,
  names: ReadonlySet<string | undefined>,
  convention: FormConvention,
): RenamedPair | undefined {
  const equals = pair.indexOf('=');
  const sentAs = nameOf(pair);
  const sent = decodeFormText(equals < 0 ? '' : pair.slice(equals + 1));
  const meant = sentAs === undefined || sent === undefined ? undefined : convention(sentAs, sent, names);
  if (meant === undefined || sentAs === undefined) return undefined;
  const [name, value, overrules] = meant;
  const text = value === '' ? '' : new URLSearchParams([[name, value]]).toString();
  const emptied = new URLSearchParams([[name, '']]).toString();
  return { name, sentAs, text, emptied, overrules: overrules !== undefined };
}

function nameOf(pair: string): string | undefined {
  return decodeFormText(pair.split('=', 1)[0] ?? '');
}

/** However the browser encodes it. */
function sameText(pair: string): string {
  return decodeFormText(pair) ?? pair;
}

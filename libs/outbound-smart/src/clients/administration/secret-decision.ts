import { isSecretReference } from '#protocol/administration/secret-reference';
import type { ClientSecret } from '#protocol/client/client';
import { readSecretHash } from '#protocol/client/client-secret-hash';
import { masksFromElsewhere } from '#protocol/client/masks-from-elsewhere';
import { isRealSecret, matchedSecrets, meantDescription, type MatchedSecret } from '#protocol/client/matched-secrets';
import type { NewClientSecret } from '#protocol/client/new-client';
import { equalInConstantTime } from '#protocol/constant-time';

/** What becomes of the secrets of a client. */
export interface SecretDecision {
  readonly removed: readonly ClientSecret[];
  /** The list does not have them, and cannot take them away. */
  readonly spared: readonly ClientSecret[];
  readonly altered: readonly ClientSecret[];
  /** With text or hash. */
  readonly added: readonly NewClientSecret[];
  /** Places in the list of secrets that came without text and stand for none that is stored. */
  readonly lacking: readonly number[];
  /** Places in the list of secrets that would have to overwrite others. */
  readonly conflicting: readonly number[];
}

/** Whether a text is the one that a hash was made of. */
export type Fits = (text: string, hash: string) => Promise<boolean>;

/** Comparisons of texts in another order, each of which costs a good part of a second: five secrets in whatever order. */
const MOST_FURTHER = 20;

interface JudgedSecret extends MatchedSecret {
  readonly place: number;
  /** It is the stored one and not another. */
  readonly isStored: boolean;
}

/** Everything stays. */
export const sameSecrets: SecretDecision = {
  ...{ removed: [], spared: [], altered: [], added: [], lacking: [], conflicting: [] },
};

/** The list is the whole truth: what is not in it goes, what is masked, a reference or the same text stays. */
export async function decideListedSecrets(
  given: readonly NewClientSecret[],
  stored: readonly ClientSecret[],
  fits: Fits,
): Promise<SecretDecision> {
  return listedSecrets(await judge(given, stored, fits), stored);
}

/**
 * A list that may be from another installation: its pids are not ours, and with a secret in it that only that one can read the list takes nothing
 * away here (reference 5.2), whatever its secrets are called: it knows none of those that came since.
 */
export async function decideAppliedSecrets(
  given: readonly NewClientSecret[],
  stored: readonly ClientSecret[],
  fits: Fits,
): Promise<SecretDecision> {
  const decided = listedSecrets(withMasksFromElsewhere(await judge(given, stored, fits), stored), stored);
  if (!given.some((secret) => isFromElsewhere(secret, stored))) return decided;
  return { ...decided, removed: [], spared: decided.removed };
}

function listedSecrets(judged: readonly JudgedSecret[], stored: readonly ClientSecret[]): SecretDecision {
  const kept = judged.flatMap(({ given: each, stored: match, isStored }) =>
    isStored && match !== undefined ? [{ before: match, after: withTermsOf(each, match) }] : [],
  );
  return {
    ...sameSecrets,
    removed: stored.filter((secret) => !kept.some(({ before }) => before.pid === secret.pid)),
    altered: kept.filter(({ before, after }) => !hasSameTerms(before, after)).map(({ after }) => after),
    added: judged.filter((each) => !each.isStored && isGiven(each.given)).map((each) => each.given),
    lacking: judged.filter((each) => !each.isStored && !isGiven(each.given)).map(({ place }) => place),
  };
}

/** What is stored stays; what was pending or nobody can check, or a client without secrets, gets those of the list (reference 5.3). */
export async function decideImportedSecrets(
  given: readonly NewClientSecret[],
  stored: readonly ClientSecret[],
  fits: Fits,
): Promise<SecretDecision> {
  const judged = await judge(given, stored, fits);
  const others = judged.filter((each) => isReal(each.given) && !each.isStored);
  const isFilling = ({ stored: match }: JudgedSecret) => match !== undefined && !isCheckable(match);
  const isAllowed = (each: JudgedSecret) => isFilling(each) || !stored.some(isCheckable);
  return {
    ...sameSecrets,
    removed: others.filter(isFilling).flatMap(({ stored: match }) => match ?? []),
    added: [
      ...others.filter(isAllowed),
      ...judged.filter((each) => stored.length === 0 && isGiven(each.given) && !isReal(each.given)),
    ].map((each) => each.given),
    lacking: judged.filter((each) => stored.length === 0 && !isGiven(each.given)).map(({ place }) => place),
    conflicting: others.filter((each) => !isAllowed(each)).map(({ place }) => place),
  };
}

async function judge(given: readonly NewClientSecret[], stored: readonly ClientSecret[], fits: Fits) {
  const judged = await Promise.all(
    matchedSecrets(given, stored).map(async (match, place): Promise<JudgedSecret> => {
      return { ...match, place, isStored: await isTheStored(match, fits) };
    }),
  );
  return foundElsewhere(judged, stored, fits);
}

/** The same texts in another order are the same secrets: one that is not what its likeness said is looked for among those that are left. */
async function foundElsewhere(
  judged: readonly JudgedSecret[],
  stored: readonly ClientSecret[],
  fits: Fits,
): Promise<readonly JudgedSecret[]> {
  const found = [...judged];
  let left = MOST_FURTHER;
  for (const { given, stored: likely, place } of judged.filter(isUnsettledText))
    for (const secret of stored) {
      const isTaken = found.some((each) => each.isStored && each.stored?.pid === secret.pid);
      if (isTaken || secret.pid === likely?.pid || !isRealSecret(secret) || left-- <= 0) continue;
      if (await isTheStored({ given, stored: secret }, fits))
        found[place] = { given, place, stored: secret, isStored: true };
    }
  return found;
}

function withMasksFromElsewhere(
  judged: readonly JudgedSecret[],
  stored: readonly ClientSecret[],
): readonly JudgedSecret[] {
  const isMeant = ({ pid }: ClientSecret): boolean =>
    judged.some((each) => each.given.pid === pid || (each.isStored && each.stored?.pid === pid));
  const open = judged.filter((each) => !each.isStored && !isGiven(each.given));
  const matches = masksFromElsewhere(
    open.map(({ given }) => given),
    stored.filter((secret) => !isMeant(secret)),
  );
  return judged.map((each) => {
    const match = matches[open.indexOf(each)];
    return match === undefined ? each : { ...match, place: each.place, isStored: match.stored !== undefined };
  });
}

function isFromElsewhere(given: NewClientSecret, stored: readonly ClientSecret[]): boolean {
  return given.pid !== undefined && !isReal(given) && !stored.some(({ pid }) => pid === given.pid);
}

/** Who names a pid means that secret, and gives it another text. */
function isUnsettledText({ given: { secret, pid }, isStored }: JudgedSecret): boolean {
  return secret !== undefined && pid === undefined && !isStored;
}

async function isTheStored({ given: { secret, hash }, stored }: MatchedSecret, fits: Fits): Promise<boolean> {
  if (stored === undefined) return false;
  if (secret !== undefined) return isRealSecret(stored) && fits(secret, stored.hash);
  return hash === undefined || isSecretReference(hash) || equalInConstantTime(hash, stored.hash);
}

function withTermsOf({ description, activation, expiration }: NewClientSecret, stored: ClientSecret): ClientSecret {
  const { activation: _from, expiration: _until, ...rest } = stored;
  return {
    ...rest,
    description: meantDescription(description, stored),
    ...(activation && { activation }),
    ...(expiration && { expiration }),
  };
}

function hasSameTerms(before: ClientSecret, after: ClientSecret): boolean {
  return (
    before.description === after.description &&
    before.activation?.getTime() === after.activation?.getTime() &&
    before.expiration?.getTime() === after.expiration?.getTime()
  );
}

/** Of any other, nothing would be lost. */
function isCheckable({ hash }: ClientSecret): boolean {
  return readSecretHash(hash) !== undefined;
}

function isGiven({ secret, hash }: NewClientSecret): boolean {
  return (secret ?? hash) !== undefined;
}

function isReal({ secret, hash }: NewClientSecret): boolean {
  return secret !== undefined || (hash !== undefined && !isSecretReference(hash));
}

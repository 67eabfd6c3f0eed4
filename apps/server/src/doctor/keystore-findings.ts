import { firstOf } from '#protocol/first-of';
import type { KeystoreJson } from '#keystore/keystore-administration.port';
import type { Finding } from './finding.js';

/** Days ahead of which a change of keys is told. */
const AHEAD_DAYS = 7;
/** How many keys of a keystore are named. */
const MOST_NAMED = 5;

/** What is worth knowing of a keystore: whether it can sign, and which keys come and go soon. */
export function keystoreFindings(keystore: KeystoreJson, now: Date): readonly Finding[] {
  const about = `keystore ${keystore.keystoreId}`;
  return [...cannotSign(keystore, about), ...fileFindings(keystore, about), ...changes(keystore, about, now)];
}

/** A keystore that no module signs with, such as one that was made for a module that is archived by now. @param used ids */
export function unusedFindings({ keystoreId }: KeystoreJson, used: ReadonlySet<string>): readonly Finding[] {
  if (used.has(keystoreId)) return [];
  const remedy = 'Remove it when no token that it signed is used any more, which is for good, or name it in a module';
  return [{ severity: 'note', about: `keystore ${keystoreId}`, problem: 'is used by no module', remedy }];
}

function cannotSign({ keys, jsonKeys }: KeystoreJson, about: string): readonly Finding[] {
  if (jsonKeys !== undefined) {
    const remedy = 'Set it and import the keystore again, or give the keystore other keys';
    return [{ severity: 'error', about, problem: `waits for its keys: ${jsonKeys} has no value`, remedy }];
  }
  if (keys.some(({ state }) => state === 'SIGNING')) return [];
  const remedy = 'Give it a private key, or make new ones: gatehouse keystore rotate';
  return [{ severity: 'error', about, problem: 'has no key that signs', remedy }];
}

function fileFindings({ fileProblem }: KeystoreJson, about: string): readonly Finding[] {
  if (fileProblem === undefined) return [];
  const remedy = 'Put the file right: servers that run go on with the keys they have read, and none starts without it';
  return [{ severity: 'error', about, problem: fileProblem, remedy }];
}

/** At most two lines, however many keys come and go. */
function changes({ keys }: KeystoreJson, about: string, now: Date): readonly Finding[] {
  const isSoon = (instant: string | undefined): instant is string =>
    instant !== undefined &&
    Date.parse(instant) > now.getTime() &&
    Date.parse(instant) < now.getTime() + AHEAD_DAYS * 86_400_000;
  const coming = keys.flatMap(({ kid, state, signsFrom }) =>
    state === 'PUBLISHED' && isSoon(signsFrom) ? [{ kid, at: signsFrom }] : [],
  );
  const going = keys.flatMap(({ kid, verifiesUntil }) => (isSoon(verifiesUntil) ? [{ kid, at: verifiesUntil }] : []));
  return [
    ...changeFinding('begins to sign with', coming, about),
    ...changeFinding('no longer publishes', going, about),
  ];
}

/** A key that comes or goes, and when, as ISO 8601. */
interface KeyChange {
  readonly kid: string;
  readonly at: string;
}

function changeFinding(verb: string, keys: readonly KeyChange[], about: string): readonly Finding[] {
  const first = keys.map(({ at }) => at).sort()[0];
  if (first === undefined) return [];
  const kids = keys.map(({ kid }) => kid);
  const named = firstOf(kids, MOST_NAMED);
  const which = keys.length === 1 ? `the key ${named} from` : `the keys ${named}, the first from`;
  const remedy = 'Nothing to do for those who fetch the keys; tell those who keep copies of them';
  return [{ severity: 'note', about, problem: `${verb} ${which} ${first} on`, remedy }];
}

import type { KeystoreJson } from '#keystore/keystore-administration.port';
import { legible } from '#protocol/legible-text';

/** A keystore and what each of its keys does, for people. */
export function keystoreText({ keystoreId, kind, rotationDays, keys }: KeystoreJson): string {
  const rotation = rotationDays === undefined ? '' : `, rotated every ${rotationDays} days`;
  const lines = keys.map(({ kid, alg, state, signsFrom, verifiesUntil }) => {
    const from = state === 'PUBLISHED' && signsFrom !== undefined ? `, signs from ${signsFrom}` : '';
    const until = verifiesUntil === undefined ? '' : `, published until ${verifiesUntil}`;
    return `  ${alg}  ${legible(kid)}  ${state.toLowerCase()}${from}${until}\n`;
  });
  return `${keystoreId} (${kind}${rotation})\n${lines.join('')}`;
}

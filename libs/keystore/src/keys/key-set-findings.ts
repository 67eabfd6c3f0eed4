import { isExampleKey } from '#protocol/keys/example-keys';
import type { CheckedKey } from './configured-keys.js';

/** What is wrong with a set, or not as it should be. */
export interface KeySetFinding {
  readonly problem: string;
  readonly remedy: string;
}

/** Findings, to be told apart by how much they matter. */
export interface KeySetFindings {
  /** The set is not used. */
  readonly problems: readonly KeySetFinding[];
  readonly warnings: readonly KeySetFinding[];
}

/** What else is known about a set. */
export interface KeySetSurroundings {
  readonly mode: 'evaluation' | 'production';
  /** Where it was read from, if from a file. */
  readonly filePath?: string;
}

/** The file of keys that everybody has who ever unpacked the product (reference 13). */
const DEMO_FILE = /(?:^|[/:\\])smilecdr-demo\.jwks$/;
const OWN_KEYS = 'Make keys of your own; a keystore without jsonKeys and filePath gets some';

/** Finds keys that anybody has, which are refused in production (reference 5.3, S-06). */
export function exampleKeyFindings(
  checked: readonly CheckedKey[],
  { mode, filePath = '' }: KeySetSurroundings,
): KeySetFindings {
  const known = checked.filter(({ key }) => isExampleKey(key.thumbprint));
  const problems = [
    ...(DEMO_FILE.test(filePath.trim())
      ? ['is the example keystore of the product, whose private keys are public']
      : []),
    ...known.map(({ key }) => `has the key "${key.kid}", whose private part is printed in public documents`),
  ];
  const findings = problems.map((problem) => ({ problem, remedy: OWN_KEYS }));
  return mode === 'production' ? { problems: findings, warnings: [] } : { problems: [], warnings: findings };
}

/** The same, and what apps miss in a set: test tools and older apps verify with RSA only (STD X7). */
export function keySetFindings(checked: readonly CheckedKey[], surroundings: KeySetSurroundings): KeySetFindings {
  const { problems, warnings } = exampleKeyFindings(checked, surroundings);
  if (checked.some(({ key }) => key.sign !== undefined && key.publicJwk.kty === 'RSA')) return { problems, warnings };
  const problem = 'has no private RSA key, and many apps verify nothing else';
  return { problems, warnings: [...warnings, { problem, remedy: 'Add a key for RS256' }] };
}

import { isExampleKey } from '#protocol/keys/example-keys';
import type { CheckedKey } from './configured-keys.js';

/** What is wrong with a set, or not as it should be. */
export interface KeySetFinding {
  readonly problem: string;
  readonly remedy: string;
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

/** Looks for keys that anybody has (reference 5.3), refused in production, and for what apps miss in a set. */
export function keySetFindings(
  checked: readonly CheckedKey[],
  { mode, filePath = '' }: KeySetSurroundings,
): { readonly problems: readonly KeySetFinding[]; readonly warnings: readonly KeySetFinding[] } {
  const known = checked
    .filter(({ key }) => isExampleKey(key.thumbprint))
    .map(({ key }) => ({
      problem: `has the key "${key.kid}", which is printed in public documents`,
      remedy: OWN_KEYS,
    }));
  const demo = DEMO_FILE.test(filePath)
    ? [{ problem: 'is the example keystore of the product, whose private keys are public', remedy: OWN_KEYS }]
    : [];
  const examples = [...demo, ...known];
  return mode === 'production'
    ? { problems: examples, warnings: withoutRsa(checked) }
    : { problems: [], warnings: [...examples, ...withoutRsa(checked)] };
}

/** STD X7: test tools and older apps verify with RSA only. */
function withoutRsa(checked: readonly CheckedKey[]): readonly KeySetFinding[] {
  if (checked.some(({ key }) => key.sign !== undefined && key.publicJwk.kty === 'RSA')) return [];
  return [{ problem: 'has no RSA key, and many apps verify nothing else', remedy: 'Add a key for RS256' }];
}

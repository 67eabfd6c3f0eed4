import { checkKeySet, type CheckedKey } from '#keystore/keys/configured-keys';
import { exampleKeyFindings } from '#keystore/keys/key-set-findings';
import { KeyRefusedError } from '#keystore/keystore-errors';
import type { ConfigurationProblem } from '#module-config/property.port';
import { readResource, ResourceLocationError, type ResourceFolders } from '#module-config/resource-location';
import type { OutboundSmartInstance } from '#outbound-smart/instances/outbound-smart-instance';

/** The key sets of the configuration, to be used only when there are no problems. */
export interface ReadKeySets {
  /** JSON Web Key Sets with private keys, checked, by keystore id. */
  readonly keySets: ReadonlyMap<string, unknown>;
  readonly problems: readonly ConfigurationProblem[];
  /** What apps lose by the algorithms of the keys. */
  readonly warnings: readonly ConfigurationProblem[];
}

type ReadKeySet =
  | { readonly keySet: unknown; readonly warnings: readonly ConfigurationProblem[] }
  | { readonly problems: readonly ConfigurationProblem[] };

/** What key sets are read with. */
export interface KeySetSurroundings {
  readonly mode: 'evaluation' | 'production';
  readonly folders: ResourceFolders;
}

/** Reads `openid.signing.jwks_text` and `openid.signing.jwks_file` of every instance that signs with them (ruling 2). */
export async function readSigningKeySets(
  outbound: readonly OutboundSmartInstance[],
  surroundings: KeySetSurroundings,
): Promise<ReadKeySets> {
  const signing = outbound.filter(({ keystoreId }) => keystoreId.startsWith('jwks:'));
  const read = await Promise.all(
    signing.map(async (instance) => ({ id: instance.keystoreId, ...(await readKeySet(instance, surroundings)) })),
  );
  return {
    keySets: new Map(read.flatMap((each) => ('keySet' in each ? [[each.id, each.keySet]] : []))),
    problems: read.flatMap((each) => ('problems' in each ? each.problems : [])),
    warnings: read.flatMap((each) => ('warnings' in each ? each.warnings : [])),
  };
}

async function readKeySet(
  { moduleId, options }: OutboundSmartInstance,
  { mode, folders }: KeySetSurroundings,
): Promise<ReadKeySet> {
  const { signingJwksFile: file = '', signingJwksText: text } = options.issuer;
  const key = `module.${moduleId}.config.openid.signing.${text === undefined ? 'jwks_file' : 'jwks_text'}`;
  try {
    const keySet: unknown = JSON.parse(text ?? (await readResource(file, folders)));
    const keys = await checkKeySet(keySet);
    const { problems, warnings } = exampleKeyFindings(keys, { mode, ...(text === undefined && { filePath: file }) });
    if (problems.length > 0) return { problems: problems.map((each) => ({ key, ...each })) };
    return { keySet, warnings: [...warnings.map((each) => ({ key, ...each })), ...algorithmWarnings(key, keys)] };
  } catch (error) {
    return { problems: [{ key, ...findingOf(error) }] };
  }
}

/** Where the first key does not sign RS256, discovery may not promise what SMART apps understand by single sign-on (STD U4). */
function algorithmWarnings(key: string, keys: readonly CheckedKey[]): readonly ConfigurationProblem[] {
  const first = keys.find(({ key: { sign } }) => sign !== undefined);
  if (first === undefined || first.key.alg === 'RS256') return [];
  const { kid, alg } = first.key;
  const problem =
    `the first key "${kid}" signs ${alg}, and SMART apps expect ID tokens signed RS256. ` +
    'Discovery leaves out sso-openid-connect and issuer';
  return [{ key, problem, remedy: 'Put an RS256 key first; the others stay for the tokens they signed.' }];
}

/** The text of a JSON error can quote what it stumbled over: a private key must not reach the log (S-05). */
function findingOf(error: unknown): Omit<ConfigurationProblem, 'key'> {
  if (error instanceof KeyRefusedError) return { problem: error.problem, remedy: error.remedy };
  const remedy = 'Give a JSON Web Key Set with private RSA (2048 bits or more) or EC keys.';
  if (error instanceof SyntaxError) return { problem: 'is not JSON', remedy };
  if (error instanceof ResourceLocationError) return { problem: error.message, remedy };
  throw error;
}

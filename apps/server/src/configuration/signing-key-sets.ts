import { importConfiguredKeys } from '#keystore/configured-keys';
import { KeyRefusedError } from '#keystore/keystore-errors';
import type { ConfigurationProblem } from '#module-config/property.port';
import { readResource, ResourceLocationError, type ResourceFolders } from '#module-config/resource-location';
import type { OutboundSmartInstance } from '#outbound-smart/instances/outbound-smart-instance';

/** The key sets of the configuration, to be used only when there are no problems. */
export interface ReadKeySets {
  /** JSON Web Key Sets with private keys, checked, by keystore id. */
  readonly keySets: ReadonlyMap<string, unknown>;
  readonly problems: readonly ConfigurationProblem[];
}

type ReadKeySet = { readonly keySet: unknown } | { readonly problem: ConfigurationProblem };

/** Reads `openid.signing.jwks_text` and `openid.signing.jwks_file` of every instance that signs with them (ruling 2). */
export async function readSigningKeySets(
  outbound: readonly OutboundSmartInstance[],
  folders: ResourceFolders,
): Promise<ReadKeySets> {
  const signing = outbound.filter(({ keystoreId }) => keystoreId.startsWith('jwks:'));
  const read = await Promise.all(
    signing.map(async (instance) => ({ id: instance.keystoreId, ...(await readKeySet(instance, folders)) })),
  );
  return {
    keySets: new Map(read.flatMap((each) => ('keySet' in each ? [[each.id, each.keySet]] : []))),
    problems: read.flatMap((each) => ('problem' in each ? [each.problem] : [])),
  };
}

async function readKeySet({ moduleId, options }: OutboundSmartInstance, folders: ResourceFolders): Promise<ReadKeySet> {
  const { signingJwksFile: file = '', signingJwksText: text } = options.issuer;
  try {
    const keySet: unknown = JSON.parse(text ?? (await readResource(file, folders)));
    await importConfiguredKeys(keySet);
    return { keySet };
  } catch (error) {
    const key = `module.${moduleId}.config.openid.signing.${text === undefined ? 'jwks_file' : 'jwks_text'}`;
    return { problem: { key, ...findingOf(error) } };
  }
}

/** The text of a JSON error can quote what it stumbled over: a private key must not reach the log (S-05). */
function findingOf(error: unknown): Omit<ConfigurationProblem, 'key'> {
  if (error instanceof KeyRefusedError) return { problem: error.problem, remedy: error.remedy };
  const remedy = 'Give a JSON Web Key Set with private RSA (2048 bits or more) or EC keys.';
  if (error instanceof SyntaxError) return { problem: 'is not JSON', remedy };
  if (error instanceof ResourceLocationError) return { problem: error.message, remedy };
  throw error;
}

import { readPem, type PemEntry } from '#inbound-security/saml/pem-entries';
import type { SamlInboundInstance } from '#inbound-security/saml/saml-inbound-instance';
import { chooseSamlKeys, SamlKeyProblem } from '#inbound-security/saml/saml-keys';
import type { ConfigurationProblem } from '#module-config/property.port';
import { readResource, ResourceLocationError, type ResourceFolders } from '#module-config/resource-location';

/** The instances with their keys, to be used only when there are no problems. */
export interface ReadSamlKeyFiles {
  readonly instances: readonly SamlInboundInstance[];
  readonly problems: readonly ConfigurationProblem[];
}

const REMEDY =
  'Write keys and certificates in PEM: our own key with its certificate, and the certificate of the identity provider (operator guide, SAML).';

/** Reads the keys of every SAML module. */
export async function readSamlKeyFiles(
  inboundSaml: readonly SamlInboundInstance[],
  folders: ResourceFolders,
): Promise<ReadSamlKeyFiles> {
  const read = await Promise.all(inboundSaml.map((instance) => withKeys(instance, folders)));
  return { instances: read.map(({ instance }) => instance), problems: read.flatMap(({ problems }) => problems) };
}

async function withKeys(instance: SamlInboundInstance, folders: ResourceFolders) {
  const { options, moduleId } = instance;
  try {
    const keystore = await entriesOf('keystore', [options.keystoreFile, options.keystoreText], folders);
    const certificates = [options.verificationFile, options.verificationText] as const;
    const verification = await entriesOf('verification_certificate', certificates, folders);
    const keys = chooseSamlKeys(options, { keystore: keystore ?? [], ...(verification && { verification }) });
    return { instance: { ...instance, keys }, problems: [] };
  } catch (error) {
    if (!(error instanceof SamlKeyProblem)) throw error;
    const key = `module.${moduleId}.config.${error.key}`;
    return { instance, problems: [{ key, problem: error.message, remedy: REMEDY }] };
  }
}

/** @throws SamlKeyProblem */
async function entriesOf(
  name: string,
  [file, text]: readonly [string | undefined, string | undefined],
  folders: ResourceFolders,
): Promise<readonly PemEntry[] | undefined> {
  if (file === undefined && text === undefined) return undefined;
  try {
    return readPem(text ?? (await readResource(file ?? '', folders)));
  } catch (error) {
    if (!(error instanceof ResourceLocationError || error instanceof TypeError)) throw error;
    throw new SamlKeyProblem(`relying_party.default.${name}.${file === undefined ? 'text' : 'file'}`, error.message);
  }
}

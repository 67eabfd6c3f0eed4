import { readPem, type PemEntry } from '#inbound-security/saml/pem-entries';
import type { SamlInboundInstance } from '#inbound-security/saml/saml-inbound-instance';
import { chooseSamlKeys, SamlKeyProblem } from '#inbound-security/saml/saml-keys';
import type { ConfigurationProblem } from '#module-config/property.port';
import { readResourceBytes, ResourceLocationError, type ResourceFolders } from '#module-config/resource-location';
import { Pkcs12PasswordError } from '#protocol/pkcs12/opened-content';
import { isDer, readPkcs12 } from '#protocol/pkcs12/read-pkcs12';

/** The instances with their keys, to be used only when there are no problems. */
export interface ReadSamlKeyFiles {
  readonly instances: readonly SamlInboundInstance[];
  readonly problems: readonly ConfigurationProblem[];
}

const REMEDY =
  'Write keys and certificates in PEM, or name a PKCS #12 file: our own key with its certificate, and the certificate of the identity provider (operator guide, SAML).';

const PASSWORD_REMEDY = 'Write the password by which the file, or the key in it, was encrypted.';

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
    const { keystoreFile, keystoreText, keystorePassword: password, verificationFile, verificationText } = options;
    const own = { file: keystoreFile, text: keystoreText, password };
    const keystore = await entriesOf('keystore', own, folders);
    const theirs = { file: verificationFile, text: verificationText, password };
    const verification = await entriesOf('verification_certificate', theirs, folders);
    const keys = chooseSamlKeys(options, { keystore: keystore ?? [], ...(verification && { verification }) });
    return { instance: { ...instance, keys }, problems: [] };
  } catch (error) {
    if (!(error instanceof SamlKeyProblem)) throw error;
    const key = `module.${moduleId}.config.${error.key}`;
    const remedy = key.endsWith('.password') ? PASSWORD_REMEDY : REMEDY;
    return { instance, problems: [{ key, problem: error.message, remedy }] };
  }
}

/** Where keys are written; the password is that of a PKCS #12 file. */
interface WrittenKeys {
  readonly file: string | undefined;
  readonly text: string | undefined;
  readonly password: string | undefined;
}

/** @throws SamlKeyProblem */
async function entriesOf(
  name: string,
  { file, text, password }: WrittenKeys,
  folders: ResourceFolders,
): Promise<readonly PemEntry[] | undefined> {
  if (file === undefined && text === undefined) return undefined;
  try {
    if (text !== undefined) return readPem(text);
    const bytes = await readResourceBytes(file ?? '', folders);
    return isDer(bytes) ? readPkcs12(bytes, password) : readPem(bytes.toString('utf8'));
  } catch (error) {
    if (!(error instanceof ResourceLocationError || error instanceof TypeError)) throw error;
    const isPassword = error instanceof Pkcs12PasswordError;
    const key = isPassword ? 'keystore.password' : `${name}.${file === undefined ? 'text' : 'file'}`;
    throw new SamlKeyProblem(`relying_party.default.${key}`, error.message);
  }
}

import { X509Certificate } from 'node:crypto';
import type { ConfigurationProblem } from '#module-config/property.port';
import { readResourceBytes, ResourceLocationError, type ResourceFolders } from '#module-config/resource-location';
import type { ServerCallProperties } from '#oidc-server-definition/server-call-properties.port';
import { Pkcs12PasswordError } from '#protocol/pkcs12/opened-content';
import { isDer, readPkcs12 } from '#protocol/pkcs12/read-pkcs12';

/** A module whose servers are called. */
interface CallingModule {
  readonly moduleId: string;
  readonly serverAuthorities?: string;
  readonly options: { readonly serverCalls: ServerCallProperties };
}

/** Modules with the authorities they trust, to be used only when there are no problems. */
export interface ReadServerAuthorities<Instance> {
  readonly instances: readonly Instance[];
  readonly problems: readonly ConfigurationProblem[];
}

const PEM = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;
const MOST = 500;
const FILE = 'introspection_client.truststore.file';
const PASSWORD = 'introspection_client.truststore.password';
const REMEDY =
  'Name a file with certificates as PEM or PKCS #12; of another Java key store keytool makes it: keytool -list -rfc -keystore trust.jks > trust.pem.';

/** Reads the authorities of every module that trusts others than those of the machine where it calls its servers. */
export async function readServerAuthorities<Instance extends CallingModule>(
  instances: readonly Instance[],
  folders: ResourceFolders,
): Promise<ReadServerAuthorities<Instance>> {
  const read = await Promise.all(instances.map((instance) => withAuthorities(instance, folders)));
  return { instances: read.map(({ instance }) => instance), problems: read.flatMap(({ problems }) => problems) };
}

async function withAuthorities<Instance extends CallingModule>(instance: Instance, folders: ResourceFolders) {
  const { truststoreFile: file, truststorePassword: password } = instance.options.serverCalls;
  if (file === undefined) return { instance, problems: [] };
  try {
    const text = pemOf(await readResourceBytes(file, folders), password);
    return { instance: { ...instance, serverAuthorities: certificates(text) }, problems: [] };
  } catch (error) {
    if (!(error instanceof ResourceLocationError || error instanceof TypeError)) throw error;
    const isPassword = error instanceof Pkcs12PasswordError;
    const key = `module.${instance.moduleId}.config.${isPassword ? PASSWORD : FILE}`;
    const remedy = isPassword ? `Write the password of the file that ${FILE} names.` : REMEDY;
    return { instance, problems: [{ key, problem: error.message, remedy }] };
  }
}

/** @throws TypeError it is a PKCS #12 file that cannot be read, with what is wrong */
function pemOf(bytes: Buffer, password: string | undefined): string {
  if (!isDer(bytes)) return bytes.toString('utf8');
  return readPkcs12(bytes, password)
    .map(({ pem }) => pem)
    .join('');
}

/** @throws TypeError there is none, or one that cannot be read */
function certificates(text: string): string {
  const found = text.match(PEM) ?? [];
  if (found.length === 0 || found.length > MOST)
    throw new TypeError(
      `has ${String(found.length)} certificates in PEM or PKCS #12; 1 to ${String(MOST)} are possible`,
    );
  for (const [index, pem] of found.entries())
    try {
      new X509Certificate(pem);
    } catch (cause) {
      throw new TypeError(`has no certificate at place ${String(index + 1)}`, { cause });
    }
  return found.join('\n');
}

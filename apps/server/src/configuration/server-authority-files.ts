import { X509Certificate } from 'node:crypto';
import type { ConfigurationProblem } from '#module-config/property.port';
import { readResource, ResourceLocationError, type ResourceFolders } from '#module-config/resource-location';
import type { ServerCallProperties } from '#oidc-server-definition/server-call-properties.port';

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

/** Reads the authorities of every module that trusts others than those of the machine where it calls its servers. */
export async function readServerAuthorities<Instance extends CallingModule>(
  instances: readonly Instance[],
  folders: ResourceFolders,
): Promise<ReadServerAuthorities<Instance>> {
  const read = await Promise.all(instances.map((instance) => withAuthorities(instance, folders)));
  return { instances: read.map(({ instance }) => instance), problems: read.flatMap(({ problems }) => problems) };
}

async function withAuthorities<Instance extends CallingModule>(instance: Instance, folders: ResourceFolders) {
  const { truststoreFile: file } = instance.options.serverCalls;
  if (file === undefined) return { instance, problems: [] };
  try {
    return {
      instance: { ...instance, serverAuthorities: certificates(await readResource(file, folders)) },
      problems: [],
    };
  } catch (error) {
    if (!(error instanceof ResourceLocationError || error instanceof TypeError)) throw error;
    const key = `module.${instance.moduleId}.config.introspection_client.truststore.file`;
    const remedy =
      'Name a file with certificates as PEM; of a Java key store keytool makes it: keytool -list -rfc -keystore trust.jks > trust.pem.';
    return { instance, problems: [{ key, problem: error.message, remedy }] };
  }
}

/** @throws TypeError there is none, or one that cannot be read */
function certificates(text: string): string {
  const found = text.match(PEM) ?? [];
  if (found.length === 0 || found.length > MOST)
    throw new TypeError(`has ${String(found.length)} certificates in PEM; 1 to ${String(MOST)} are possible`);
  for (const [index, pem] of found.entries())
    try {
      new X509Certificate(pem);
    } catch (cause) {
      throw new TypeError(`has no certificate at place ${String(index + 1)}`, { cause });
    }
  return found.join('\n');
}

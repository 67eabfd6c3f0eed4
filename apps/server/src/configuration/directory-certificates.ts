import { certificateProblem } from '#inbound-security/ldap/directory-servers';
import type { LdapInboundInstance } from '#inbound-security/ldap/ldap-inbound-instance';
import type { ConfigurationProblem } from '#module-config/property.port';
import { readResource, ResourceLocationError, type ResourceFolders } from '#module-config/resource-location';

/** The instances with the certificates that vouch for their directories, to be used only when there are no problems. */
export interface ReadDirectoryCertificates {
  readonly inboundLdap: readonly LdapInboundInstance[];
  readonly problems: readonly ConfigurationProblem[];
}

/** Reads the file of every instance that names one. */
export async function readDirectoryCertificates(
  inboundLdap: readonly LdapInboundInstance[],
  folders: ResourceFolders,
): Promise<ReadDirectoryCertificates> {
  const read = await Promise.all(inboundLdap.map((instance) => withCertificates(instance, folders)));
  return { inboundLdap: read.map(({ instance }) => instance), problems: read.flatMap(({ problems }) => problems) };
}

async function withCertificates(instance: LdapInboundInstance, folders: ResourceFolders) {
  const { caFile: file } = instance.options.connection;
  if (file === undefined) return { instance, problems: [] };
  const key = `module.${instance.moduleId}.config.ldap.ca.file`;
  const remedy = 'Name a file with the certificates of the authority that vouches for the directory, as PEM.';
  try {
    const ca = await readResource(file, folders);
    const problem = certificateProblem(ca);
    if (problem !== undefined) return { instance, problems: [{ key, problem, remedy }] };
    return { instance: { ...instance, connection: { ...instance.connection, ca } }, problems: [] };
  } catch (error) {
    if (!(error instanceof ResourceLocationError)) throw error;
    return { instance, problems: [{ key, problem: error.message, remedy }] };
  }
}

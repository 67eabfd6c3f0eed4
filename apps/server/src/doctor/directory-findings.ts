import type { DirectoryCheck } from '#inbound-security/directory-check.port';
import type { Finding } from './finding.js';

/** Whether the directory of an LDAP inbound module can be used as it is configured. */
export async function directoryFindings(moduleId: string, check: DirectoryCheck): Promise<readonly Finding[]> {
  const fault = await check.faultOf(moduleId);
  if (fault === undefined) return [];
  const { problem, remedy } = fault;
  return [{ severity: 'error', about: `directory of ${moduleId}`, problem, remedy }];
}

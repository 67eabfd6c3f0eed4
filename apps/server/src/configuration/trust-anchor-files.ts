import type { ConfigurationProblem } from '#module-config/property.port';
import { readResource, ResourceLocationError, type ResourceFolders } from '#module-config/resource-location';
import type { OutboundSmartInstance } from '#outbound-smart/instances/outbound-smart-instance';
import { readTrustAnchors } from '#outbound-smart/sender-constraint/trust-anchors';

/** The instances with the authorities they trust, to be used only when there are no problems. */
export interface ReadTrustAnchorFiles {
  readonly outbound: readonly OutboundSmartInstance[];
  readonly problems: readonly ConfigurationProblem[];
}

/** Reads the authorities of every instance that checks client certificates against them. */
export async function readTrustAnchorFiles(
  outbound: readonly OutboundSmartInstance[],
  folders: ResourceFolders,
): Promise<ReadTrustAnchorFiles> {
  const read = await Promise.all(outbound.map((instance) => withTrustAnchors(instance, folders)));
  return { outbound: read.map(({ instance }) => instance), problems: read.flatMap(({ problems }) => problems) };
}

async function withTrustAnchors(instance: OutboundSmartInstance, folders: ResourceFolders) {
  const { mutualTls, options } = instance;
  const { trustAnchorsFile: file } = options.mutualTls;
  if (mutualTls === undefined || file === undefined) return { instance, problems: [] };
  try {
    const trust = readTrustAnchors(await readResource(file, folders));
    return { instance: { ...instance, mutualTls: { ...mutualTls, trust } }, problems: [] };
  } catch (error) {
    if (!(error instanceof ResourceLocationError || error instanceof TypeError)) throw error;
    const key = `module.${instance.moduleId}.config.mtls.trust_anchors.file`;
    const remedy = 'Name a file with the certificates of the authorities you trust, as PEM.';
    return { instance, problems: [{ key, problem: error.message, remedy }] };
  }
}

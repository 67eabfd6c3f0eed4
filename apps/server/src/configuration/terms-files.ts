import type { ConfigurationProblem } from '#module-config/property.port';
import { readResource, ResourceLocationError, type ResourceFolders } from '#module-config/resource-location';
import { readTermsText } from '#outbound-smart/authorization-flow/terms/terms-text';
import type { OutboundSmartInstance } from '#outbound-smart/instances/outbound-smart-instance';

/** The instances with their terms of service, to be used only when there are no problems. */
export interface ReadTermsFiles {
  readonly outbound: readonly OutboundSmartInstance[];
  readonly problems: readonly ConfigurationProblem[];
}

/** Reads the terms of service of every instance that has them in a file. */
export async function readTermsFiles(
  outbound: readonly OutboundSmartInstance[],
  folders: ResourceFolders,
): Promise<ReadTermsFiles> {
  const read = await Promise.all(outbound.map((instance) => withTerms(instance, folders)));
  return { outbound: read.map(({ instance }) => instance), problems: read.flatMap(({ problems }) => problems) };
}

async function withTerms(instance: OutboundSmartInstance, folders: ResourceFolders) {
  const { textFile } = instance.options.terms;
  if (textFile === undefined) return { instance, problems: [] };
  try {
    const terms = readTermsText(await readResource(textFile, folders));
    return { instance: { ...instance, terms }, problems: [] };
  } catch (error) {
    if (!(error instanceof ResourceLocationError || error instanceof TypeError)) throw error;
    const key = `module.${instance.moduleId}.config.tos.text_file`;
    return {
      instance,
      problems: [{ key, problem: error.message, remedy: 'Name a file with the terms as plain text.' }],
    };
  }
}

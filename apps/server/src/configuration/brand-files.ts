import type { ConfigurationProblem } from '#module-config/property.port';
import { readResource, ResourceLocationError, type ResourceFolders } from '#module-config/resource-location';
import type { OutboundSmartInstance } from '#outbound-smart/instances/outbound-smart-instance';
import { readPublishedBrands } from '#outbound-smart/user-access-brands/published-brands';

/** The instances with the brands they publish, to be used only when there are no problems. */
export interface ReadBrandFiles {
  readonly outbound: readonly OutboundSmartInstance[];
  readonly problems: readonly ConfigurationProblem[];
}

/** Reads the file of every instance that publishes user-access brands. */
export async function readBrandFiles(
  outbound: readonly OutboundSmartInstance[],
  folders: ResourceFolders,
): Promise<ReadBrandFiles> {
  const read = await Promise.all(outbound.map((instance) => withBrands(instance, folders)));
  return { outbound: read.map(({ instance }) => instance), problems: read.flatMap(({ problems }) => problems) };
}

async function withBrands(instance: OutboundSmartInstance, folders: ResourceFolders) {
  const { file, identifier } = instance.options.brands;
  if (file === undefined) return { instance, problems: [] };
  try {
    const brands = readPublishedBrands(await readResource(file, folders), identifier);
    return { instance: { ...instance, brands }, problems: [] };
  } catch (error) {
    const key = `module.${instance.moduleId}.config.user_access_brands.file`;
    const remedy =
      'Name a FHIR Bundle of type collection with your brands (Organization) and their Endpoints, as JSON.';
    return { instance, problems: [{ key, problem: problemOf(error), remedy }] };
  }
}

function problemOf(error: unknown): string {
  if (error instanceof SyntaxError) return 'is not JSON';
  if (error instanceof ResourceLocationError || error instanceof TypeError) return error.message;
  throw error;
}

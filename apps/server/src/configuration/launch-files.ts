import type { ConfigurationProblem } from '#module-config/property.port';
import { readResource, ResourceLocationError, type ResourceFolders } from '#module-config/resource-location';
import type { OutboundSmartInstance } from '#outbound-smart/instances/outbound-smart-instance';
import { readLaunchStyle } from '#outbound-smart/launch/launch-style';

/** The instances with what their files say, to be used only when there are no problems. */
export interface ReadLaunchFiles {
  readonly outbound: readonly OutboundSmartInstance[];
  readonly problems: readonly ConfigurationProblem[];
}

/** Reads the files that say what launched apps are told. */
export async function readLaunchFiles(
  outbound: readonly OutboundSmartInstance[],
  folders: ResourceFolders,
): Promise<ReadLaunchFiles> {
  const read = await Promise.all(outbound.map(async (instance) => readStyle(instance, folders)));
  return { outbound: read.map(({ instance }) => instance), problems: read.flatMap(({ problems }) => problems) };
}

async function readStyle(instance: OutboundSmartInstance, folders: ResourceFolders) {
  const { moduleId, options } = instance;
  const location = options.launchStyleFile ?? '';
  if (location.trim() === '') return { instance, problems: [] };
  try {
    const launchStyle = readLaunchStyle(JSON.parse(await readResource(location, folders)));
    return { instance: { ...instance, launchStyle }, problems: [] };
  } catch (error) {
    const key = `module.${moduleId}.config.launch.style.file`;
    const remedy =
      'Name a JSON file with colours and measures, such as {"color_background": "#edeae3"} (SMART 2.2, smart_style_url).';
    return { instance, problems: [{ key, problem: problemOf(error), remedy }] };
  }
}

function problemOf(error: unknown): string {
  if (error instanceof SyntaxError) return 'is not JSON';
  if (error instanceof ResourceLocationError || error instanceof TypeError) return error.message;
  throw error;
}

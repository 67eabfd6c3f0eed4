import type { ConfigurationProblem } from '#module-config/property.port';
import { readResource, ResourceLocationError, type ResourceFolders } from '#module-config/resource-location';
import type { OutboundSmartInstance } from '#outbound-smart/instances/outbound-smart-instance';
import { readContextList } from '#outbound-smart/launch/context-list';
import { readLaunchStyle } from '#outbound-smart/launch/launch-style';

/** The instances with what their files say, to be used only when there are no problems. */
export interface ReadLaunchFiles {
  readonly outbound: readonly OutboundSmartInstance[];
  readonly problems: readonly ConfigurationProblem[];
}

/** A file that a property names, and what becomes of it. */
interface LaunchFile {
  readonly key: string;
  readonly location: string | undefined;
  /** @throws TypeError what is wrong with it */
  readonly read: (document: unknown) => Partial<OutboundSmartInstance>;
  readonly remedy: string;
}

/** Reads the files about launches: the style that apps are told, the list that people choose from. */
export async function readLaunchFiles(
  outbound: readonly OutboundSmartInstance[],
  folders: ResourceFolders,
): Promise<ReadLaunchFiles> {
  const read = await Promise.all(outbound.map(async (instance) => readFiles(instance, folders)));
  return { outbound: read.map(({ instance }) => instance), problems: read.flatMap(({ problems }) => problems) };
}

async function readFiles(instance: OutboundSmartInstance, folders: ResourceFolders) {
  const files = filesOf(instance).filter(({ location = '' }) => location.trim() !== '');
  const read = await Promise.all(files.map(async (file) => readFile(file, folders)));
  const parts = read.flatMap((each) => ('part' in each ? [each.part] : []));
  const problems = read.flatMap((each) => ('problem' in each ? [each.problem] : []));
  return { instance: Object.assign({ ...instance }, ...parts) as OutboundSmartInstance, problems };
}

function filesOf({ moduleId, options }: OutboundSmartInstance): readonly LaunchFile[] {
  return [
    {
      key: `module.${moduleId}.config.launch.style.file`,
      location: options.launch.styleFile,
      read: (document) => ({ launchStyle: readLaunchStyle(document) }),
      remedy:
        'Name a JSON file with colours and measures, such as {"color_background": "#edeae3"} (SMART 2.2, smart_style_url).',
    },
    {
      key: `module.${moduleId}.config.context_selection.list_file`,
      location: options.contextSelection.listFile,
      read: (document) => ({ contextList: readContextList(document) }),
      remedy:
        'Name a JSON file such as {"contexts": [{"resourceType": "Patient", "id": "1", "display": "…", "users": ["…"]}]}.',
    },
  ];
}

async function readFile(
  { key, location = '', read, remedy }: LaunchFile,
  folders: ResourceFolders,
): Promise<{ readonly part: Partial<OutboundSmartInstance> } | { readonly problem: ConfigurationProblem }> {
  try {
    return { part: read(JSON.parse(await readResource(location, folders))) };
  } catch (error) {
    return { problem: { key, problem: problemOf(error), remedy } };
  }
}

function problemOf(error: unknown): string {
  if (error instanceof SyntaxError) return 'is not JSON';
  if (error instanceof ResourceLocationError || error instanceof TypeError) return error.message;
  throw error;
}

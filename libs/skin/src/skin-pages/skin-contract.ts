import type { VariableDescriptor, VariableDescriptors } from '../models/page-model-descriptor.js';
import { pageDescriptors } from '../models/page-models.js';
import { commonVariables, skinObjects } from './common-variables.js';
import { pageExtras } from './extras/all-extras.js';
import { skinPageNames, skinPages, type SkinPageName } from './skin-page-names.js';

/** What a page of a skin may read. */
export interface SkinPageContract {
  readonly help: string;
  /** Variables, by the names that the documents have. */
  readonly variables: VariableDescriptors;
  /** What is reached as `#name`. */
  readonly objects: VariableDescriptors;
}

/** Not for pages: what the server makes of them is in the policy of the page. */
const NOT_PRINTED: ReadonlySet<string> = new Set(['formTargets', 'basePath']);

/** The contract of every page (ruling 59): documentation, check and stock models derive from it as the models themselves do. */
export const skinContract: Readonly<Record<SkinPageName, SkinPageContract>> = Object.fromEntries(
  skinPageNames.map((name) => {
    const { help, variables } = pageDescriptors[skinPages[name].page];
    return [
      name,
      {
        help,
        variables: { ...commonVariables, ...skinNamed(variables), ...pageExtras[name].variables },
        objects: skinObjects,
      },
    ];
  }),
) as unknown as Record<SkinPageName, SkinPageContract>;

/** The name that skins know a variable by; undefined where it is none of theirs, or an object. */
export function skinNameOf(name: string, { skinName }: VariableDescriptor): string | undefined {
  if (NOT_PRINTED.has(name) || skinName?.startsWith('#') === true) return undefined;
  return skinName ?? name;
}

/** Variables under the names of skins, those of records too. */
export function skinNamed(variables: VariableDescriptors): VariableDescriptors {
  const named: Record<string, VariableDescriptor> = {};
  for (const [name, variable] of Object.entries(variables)) {
    const skinName = skinNameOf(name, variable);
    if (skinName !== undefined) named[skinName] = withNamedFields(variable);
    if (skinName === 'errorMessage')
      named['error'] = { ...variable, help: `The key of errorMessage; null where nothing went wrong.` };
  }
  return named;
}

function withNamedFields(variable: VariableDescriptor): VariableDescriptor {
  return variable.kind === 'record' || variable.kind === 'records'
    ? { ...variable, fields: skinNamed(variable.fields) }
    : variable;
}

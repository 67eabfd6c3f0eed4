import type { NamedRead } from '#thymeleaf/expression/expressions';
import { recordMethods } from '#thymeleaf/expression/methods/record-methods';
import { propertyOfGetter } from '#thymeleaf/expression/methods/call-method';
import { authorizationUtility } from '#thymeleaf/authorization/authorization-utility';
import { fieldsUtility } from '#thymeleaf/forms/fields-utility';
import { utilityObjects } from '#thymeleaf/utilities/utility-objects';
import type { VariableDescriptors } from '../models/page-model-descriptor.js';
import type { SkinFinding } from '../package/skin-finding.js';
import { skinObjects } from '../skin-pages/common-variables.js';
import { skinContract } from '../skin-pages/skin-contract.js';
import { skinPageNames, skinPages, type SkinPageName } from '../skin-pages/skin-page-names.js';
import { pagesOf, type CheckedTemplate, findingsIn, type Findings } from './checked-skin.js';
import { finding } from './finding.js';
import { meantName } from './near-name.js';

/** Variables that the engine itself has, whatever the page. */
const ENGINE_VARIABLES: ReadonlySet<string> = new Set(['bindings', 'session', 'application', 'content', 'layout']);
const VALUES: ReadonlySet<string> = new Set(['locale', 'execInfo', 'ctx', 'vars', 'root', 'object', 'this']);
const REQUEST_METHODS: ReadonlySet<string> = new Set(['getParameter', 'getAttribute']);
const UTILITIES = new Map([...utilityObjects, ['fields', fieldsUtility], ['authorization', authorizationUtility]]);

/** Variables and fields that none of the pages which show a template is given. */
export function checkVariables({ skin, template }: CheckedTemplate): Findings {
  const pages = pagesOf(template.name, skin);
  const all = pages.map((page) => skinContract[page].variables);
  return findingsIn(uniqueReads(template.inspection.variables), (read) => {
    const problem = variableProblem(read, pages, all);
    const { position: place, path: expression } = read;
    return problem === undefined
      ? []
      : [finding('variable-unknown', { file: template.name, place, expression, problem })];
  });
}

function variableProblem(
  { path }: NamedRead,
  pages: readonly SkinPageName[],
  all: readonly VariableDescriptors[],
): string | undefined {
  const [root = ''] = path.split('.');
  if (ENGINE_VARIABLES.has(root)) return undefined;
  const having = all.filter((variables) => Object.hasOwn(variables, root));
  if (having.length === 0) return `reads \${${root}}, which ${strangeTo(root, pages)}`;
  const [wrong] = having.map((variables) => unknownField(path, variables));
  return having.every((variables) => unknownField(path, variables) !== undefined) ? wrong : undefined;
}

function strangeTo(name: string, pages: readonly SkinPageName[]): string {
  const others = skinPageNames.filter((page) => Object.hasOwn(skinContract[page].variables, name));
  const here = pages.map((page) => skinPages[page].title);
  const told = here.length <= 3 ? `the page ${here.join(' or ')}` : 'no page that shows it';
  if (others.length > 0)
    return `${told} is not given; it is of ${others
      .map((page) => skinPages[page].title)
      .slice(0, 4)
      .join(', ')}`;
  const names = pages.flatMap((page) => Object.keys(skinContract[page].variables));
  return `${told} is not given${meantName(name, new Set(names))}`;
}

/** The first part of a path that the record before it does not have, as the end of a sentence. */
function unknownField(path: string, variables: VariableDescriptors, sign = ''): string | undefined {
  const parts = path.split('.');
  let fields = variables;
  for (const [index, part] of parts.entries()) {
    const name = Object.hasOwn(fields, part) ? part : (propertyOfGetter(part) ?? part);
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (field === undefined) {
      if (index > 0 && recordMethods.has(part)) return undefined;
      return `reads ${part} of ${sign}${parts.slice(0, index).join('.')}, which has no such field${meantName(part, Object.keys(fields))}`;
    }
    if (field.kind !== 'record') return undefined;
    fields = field.fields;
    if (Object.keys(fields).length === 0 || 'param' === part) return undefined;
  }
  return undefined;
}

/** Objects and methods that do not exist. */
export function checkObjects({ template }: CheckedTemplate): Findings {
  return findingsIn(uniqueReads(template.inspection.objects), (read) => {
    const { position: place, path } = read;
    const [name = '', member] = path.split('.');
    const at = { file: template.name, place, expression: `#${path}` };
    if (VALUES.has(name)) return [];
    const utility = UTILITIES.get(name);
    if (utility !== undefined)
      return member === undefined ? [] : methodFindings({ at, name, member, methods: [...utility.keys()] });
    if (!Object.hasOwn(skinObjects, name)) {
      const known = [...UTILITIES.keys(), ...Object.keys(skinObjects), ...VALUES];
      return [
        finding('object-unknown', {
          ...at,
          problem: `names #${name}, which does not exist${meantName(name, known, '#')}`,
        }),
      ];
    }
    if (member !== undefined && REQUEST_METHODS.has(member)) return [];
    const problem = unknownField(path, skinObjects, '#');
    return problem === undefined ? [] : [finding('variable-unknown', { ...at, problem })];
  });
}

interface CalledMethod {
  readonly at: { readonly file: string; readonly place: NamedRead['position']; readonly expression: string };
  readonly name: string;
  readonly member: string;
  readonly methods: readonly string[];
}

function methodFindings({ at, name, member, methods }: CalledMethod): readonly SkinFinding[] {
  if (methods.includes(member)) return [];
  const problem = `calls #${name}.${member}(), which does not exist${meantName(member, methods)}`;
  return [finding('method-unknown', { ...at, problem })];
}

/** Different names of a template that are looked at: who has more has one template too few. */
const MOST_READS = 500;

/** Each at its first place: a name that is wrong a hundred times is one mistake. */
function uniqueReads(reads: readonly NamedRead[]): readonly NamedRead[] {
  return [...new Map(reads.toReversed().map((read) => [read.path, read] as const)).values()]
    .reverse()
    .slice(0, MOST_READS);
}

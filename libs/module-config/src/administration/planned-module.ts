import type { ChangeAuthor } from '#protocol/administration/change-author';
import { foreignNode } from '#protocol/administration/foreign-node';
import type { FieldProblem } from '#protocol/json/json-fields';
import { propertyLookup } from '../catalogue/property-catalogue.js';
import type { NewModule } from '../stores/module-definition.store.js';
import type { StoredModule } from '../stores/stored-module.js';
import type { AdministrationParts } from './administration-parts.js';
import { isModuleId, readModuleBody, type ModuleBody } from './module-body.js';
import { carriedSecretProblems } from './carried-secrets.js';
import { changedModule } from './module-change.js';
import { reservedOptionProblems } from './reserved-options.js';
import { standsForStored } from './stored-secrets.js';

/** A module as a body wants it, compared with what is there; to be used only when there are no problems. */
export interface PlannedModule {
  /** Of version 0 for a new module. */
  readonly before: StoredModule;
  readonly module: NewModule;
  /** Keys of options and names of dependencies that are different, sorted. */
  readonly changed: readonly string[];
  /** Keys of options that have what is stored because a mask or the like stood for it. */
  readonly kept: readonly string[];
  readonly problems: readonly FieldProblem[];
  readonly unknownFields: readonly string[];
  /** The node that the body names. */
  readonly saidNode?: string;
  /** What of it is not taken. */
  readonly warnings: readonly string[];
}

/** Reads what a body says about a module, everything wrong with it at once. */
export function plannedModule(
  parts: Pick<AdministrationParts, 'types' | 'source'>,
  before: StoredModule,
  value: unknown,
): PlannedModule {
  const { body, unknownFields, ...read } = readModuleBody(value);
  const { options = new Map<string, string>(), dependencies } = body;
  const settings = { options, ...(dependencies && { dependencies }) };
  const find = propertyLookup(parts.types.propertiesOf(before.type));
  const { problems, leftOut, ...planned } = changedModule(before, settings, {
    isStandIn: standsForStored(parts, before),
    isRead: (key) => find(key)?.status.kind === 'supported',
  });
  return {
    ...{ before, ...planned, unknownFields },
    ...(body.nodeId !== undefined && { saidNode: body.nodeId }),
    warnings: leftOut.length === 0 ? [] : [`left out, for masked and read by nothing here: ${leftOut.join(', ')}`],
    problems: [...read.problems, ...bodyProblems(body, before), ...problems],
  };
}

/** What of it the author may not change. */
export function forbiddenProblems(
  { types }: Pick<AdministrationParts, 'types'>,
  { before, module, changed }: PlannedModule,
  author: ChangeAuthor,
): readonly FieldProblem[] {
  const change = { type: types.propertiesOf(module.type), changed, after: module.options };
  return reservedOptionProblems(author, { ...change, ...(before.version > 0 && { before: before.options }) });
}

/** What of it would send a secret somewhere else. */
export function carriedProblems(
  { types }: Pick<AdministrationParts, 'types'>,
  { before, module, changed, kept }: PlannedModule,
  author: ChangeAuthor,
): readonly FieldProblem[] {
  const type = types.propertiesOf(module.type);
  return carriedSecretProblems(author, { type, before: before.options, after: module.options, changed, kept });
}

/** Nothing yet, in the place of a module that is to be made. */
export function newModule(nodeId: string, moduleId: string, value: unknown): StoredModule {
  const type = readModuleBody(value).body.moduleType ?? '';
  return { nodeId, moduleId, type, options: new Map(), dependencies: new Map(), version: 0 };
}

/** Who names another node than that of the address may mean another module. */
export function nodeProblems({ saidNode }: Pick<PlannedModule, 'saidNode'>, nodeId: string): readonly FieldProblem[] {
  if ((saidNode ?? nodeId) === nodeId) return [];
  return [{ field: 'nodeId', problem: 'is another node', remedy: `Write ${nodeId}, or leave it out` }];
}

/** In a document: what this server has is its own, whatever the node was called where it comes from. */
export function nodeWarnings({ saidNode }: Pick<PlannedModule, 'saidNode'>, nodeId: string): readonly FieldProblem[] {
  return foreignNode(saidNode ?? nodeId, nodeId);
}

function bodyProblems({ moduleId, moduleType, options }: ModuleBody, before: StoredModule): readonly FieldProblem[] {
  const isNew = before.version === 0;
  const problems: FieldProblem[] = [];
  const refuse = (field: string, problem: string, remedy: string) => problems.push({ field, problem, remedy });
  if (!isModuleId(before.moduleId)) refuse('moduleId', 'is no module id', 'Use up to 100 letters, digits, _ and -');
  if ((moduleId ?? before.moduleId) !== before.moduleId)
    refuse('moduleId', 'is not the one of the address', `Write ${before.moduleId}`);
  if (isNew && moduleType === undefined) refuse('moduleType', 'is missing', 'Write such as SECURITY_OUT_SMART');
  if (!isNew && (moduleType ?? before.type) !== before.type)
    refuse('moduleType', 'cannot change', `Write ${before.type}, or create another module`);
  if (!isNew && options === undefined) refuse('options', 'is missing', 'Write the whole list, [] for none');
  return problems;
}

import type { ChangeRefusal } from '#protocol/administration/change-refusal';
import type { ModuleKey } from '#protocol/administration/module-key';
import type { FieldProblem } from '#protocol/user/json-fields';
import type { ModuleArchived, ModuleConflict, ModuleWriting, ModuleWritten } from '../module-administration.port.js';
import type { StoredModule } from '../stores/stored-module.js';
import type { AdministrationParts } from './administration-parts.js';
import { isModuleId, readModuleBody, type ModuleBody } from './module-body.js';
import { changedModule } from './module-change.js';
import { changeFindings, removalFindings } from './module-check.js';
import { ModuleControls } from './module-controls.js';
import { masked, moduleJson, withoutSecrets } from './module-json.js';
import { ModuleWrites } from './module-writes.js';

type Written = ModuleWritten | ChangeRefusal | ModuleConflict;

/** A change that was asked for, with what it is about. */
interface Change {
  readonly value: unknown;
  readonly writing: ModuleWriting;
  /** Every module as it is written now. */
  readonly all: readonly StoredModule[];
  /** Of version 0 for a new module. */
  readonly before: StoredModule;
}

const IN_THE_FILE: ModuleConflict = {
  kind: 'conflict',
  because: 'property-file',
  reason:
    'The modules of this server are defined in its property file (node.propertysource=PROPERTIES). Edit the file and restart the module, or set ' +
    'node.propertysource=DATABASE to change modules here.',
};

/** Changes of definitions: checked as a start would check them, written and told to every process in one transaction, then put on record. */
export class ModuleCommands {
  private readonly writes: ModuleWrites;

  constructor(
    private readonly parts: AdministrationParts,
    private readonly controls: ModuleControls,
  ) {
    this.writes = new ModuleWrites(parts);
  }

  async create(key: ModuleKey, value: unknown, writing: ModuleWriting): Promise<Written> {
    if (this.isOfFile) return IN_THE_FILE;
    if (key.nodeId !== this.parts.nodeId) return { kind: 'unknown' };
    const all = await this.parts.source.written();
    if (all.some(({ moduleId }) => moduleId === key.moduleId)) return alreadyThere(key);
    const type = readModuleBody(value).body.moduleType ?? '';
    const { nodeId, moduleId } = key;
    const nothing = { nodeId, moduleId, type, options: new Map(), dependencies: new Map(), version: 0 };
    return this.write({ value, writing, all, before: nothing });
  }

  async set(key: ModuleKey, value: unknown, writing: ModuleWriting): Promise<Written> {
    if (this.isOfFile) return IN_THE_FILE;
    const all = await this.parts.source.written();
    const before = this.found(all, key);
    if (before === undefined) return { kind: 'unknown' };
    if ((writing.ifVersion ?? before.version) !== before.version) return { kind: 'stale' };
    return this.write({ value, writing, all, before });
  }

  async archive(key: ModuleKey, writing: Omit<ModuleWriting, 'restart'>): Promise<ModuleArchived> {
    if (this.isOfFile) return IN_THE_FILE;
    const all = await this.parts.source.written();
    const module = this.found(all, key);
    if (module === undefined) return { kind: 'unknown' };
    if ((writing.ifVersion ?? module.version) !== module.version) return { kind: 'stale' };
    const conflict = (await this.controls.runningConflict(module)) ?? (await this.neededConflict(all, module));
    if (conflict !== undefined) return conflict;
    const isDone =
      writing.dryRun === true || (await this.writes.archive(module.moduleId, module.version, writing.author));
    return { kind: isDone ? 'archived' : 'stale' };
  }

  private get isOfFile(): boolean {
    return this.parts.source.outside.kind === 'PROPERTIES';
  }

  private found(all: readonly StoredModule[], { nodeId, moduleId }: ModuleKey): StoredModule | undefined {
    return nodeId === this.parts.nodeId ? all.find((each) => each.moduleId === moduleId) : undefined;
  }

  private async write(change: Change): Promise<Written> {
    const { value, writing, all, before } = change;
    const { types } = this.parts;
    const { body, unknownFields, ...read } = readModuleBody(value);
    const { options = new Map<string, string>(), dependencies } = body;
    const settings = { options, ...(dependencies && { dependencies }) };
    const { module, changed, ...found } = changedModule(before, settings, (key) => types.isSecret(before.type, key));
    const wrong = [...read.problems, ...bodyProblems(body, before), ...found.problems];
    if (wrong.length > 0) return { kind: 'refused', problems: wrong };
    const { problems, warnings } = await changeFindings(this.parts, all, module);
    if (problems.length > 0) return { kind: 'refused', problems };
    const isNew = before.version === 0;
    const write = { module, changed, writing, ...(!isNew && { version: before.version }) };
    const isSettled = writing.dryRun === true || (!isNew && changed.length === 0 && writing.restart !== true);
    if (!isSettled && !(await this.writes.write(write))) return isNew ? alreadyThere(before) : { kind: 'stale' };
    return {
      kind: isNew ? 'created' : changed.length > 0 ? 'changed' : 'unchanged',
      ...{ changed, unknownFields, warnings },
      ...(await this.shown({ ...module, version: before.version }, writing)),
      ...(await this.restarted(module, writing)),
    };
  }

  /** The module as it is now, without its secrets; after a trial as it would be. */
  private async shown(
    module: StoredModule,
    { dryRun }: ModuleWriting,
  ): Promise<Pick<ModuleWritten, 'module' | 'version'>> {
    const { source, types } = this.parts;
    const now = dryRun === true ? module : (this.found(await source.written(), module) ?? module);
    const shown = withoutSecrets(now, (type, key) => types.isSecret(type, key), masked);
    return { module: moduleJson(shown), version: now.version };
  }

  private async restarted(module: ModuleKey & Pick<StoredModule, 'type'>, { restart, dryRun }: ModuleWriting) {
    if (restart !== true || dryRun === true) return {};
    await this.parts.runtime.follow();
    return { status: this.controls.statusOf(module) };
  }

  private async neededConflict(
    all: readonly StoredModule[],
    { moduleId }: StoredModule,
  ): Promise<ModuleConflict | undefined> {
    const problems = await removalFindings(this.parts, all, moduleId);
    if (problems.length === 0) return undefined;
    const reason = `Others need ${moduleId}: ${problems.map(({ key, problem }) => `${key} ${problem}`).join('; ')}.`;
    return { kind: 'conflict', because: 'needed', reason };
  }
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

function alreadyThere({ moduleId }: ModuleKey): ChangeRefusal {
  const problem = `there is a module ${moduleId} already`;
  return {
    kind: 'refused',
    problems: [{ field: 'moduleId', problem, remedy: 'Choose another id, or change that module' }],
  };
}

import { Inject, Injectable } from '@nestjs/common';
import type { BulkEntry, BulkNotes, BulkOutcome, BulkRequest } from '#protocol/administration/bulk-change';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import { pageOf, portionOf, type Page, type PageRequest } from '#protocol/administration/page';
import type { FieldProblem } from '#protocol/json/json-fields';
import { isJsonObject } from '#protocol/json/json-object';
import type {
  AdministeredScript,
  ExportedScript,
  ScriptChange,
  ScriptDifferenceJson,
  ScriptEventJson,
  ScriptLibrary,
  ScriptSaving,
  ScriptSearch,
  ScriptVersionJson,
  SourceVerdict,
  SuspendedScriptJson,
} from '../script-library.port.js';
import { placedWarnings } from '../hints/source-warnings.js';
import { SCRIPT_SURROUNDINGS, type ScriptSurroundings } from '../script-surroundings.js';
import { ScriptSandbox } from '../sandbox/script-sandbox.js';
import { SCRIPT_STORE, type ScriptStore, type StoredSource } from '../stores/script.store.js';
import { archiving, creation, replacement, rollback } from './script-decisions.js';
import { reservedTo } from './reserved-to.js';
import { entryWarnings, readRollbackJson, readScriptJson, type ScriptEntry } from './script-entry.js';
import { ScriptImport } from './script-import.js';
import { administeredScript, eventJson, exportedScript, versionJson } from './script-view.js';
import { ScriptWriter, type TakenStep } from './script-writer.js';
import { SourceJudgement, type JudgedSource } from './source-judgement.js';
import { unlessBusy } from '#module-config/script-check.port';
import { sourceProblems } from './source-problems.js';
import { unifiedDifference } from '#protocol/text/unified-difference';

/** Scripts read at a time by {@link ScriptLibrary.each}: each may have a MiB. */
const PORTION = 20;

const COMMENT_LOST: FieldProblem = {
  field: 'comment',
  problem: 'is not kept: the source is as it was, and comments belong to versions',
  remedy: 'Leave it out, or change the source',
};

/** {@link ScriptLibrary}. */
@Injectable()
export class ScriptAdministrator implements ScriptLibrary {
  constructor(
    @Inject(SCRIPT_STORE) private readonly store: ScriptStore,
    @Inject(SCRIPT_SURROUNDINGS) private readonly surroundings: Pick<ScriptSurroundings, 'modulesNaming'>,
    private readonly sandbox: ScriptSandbox,
    private readonly judgement: SourceJudgement,
    private readonly writer: ScriptWriter,
    private readonly imports: ScriptImport,
  ) {}

  async list({ searchTerm = '', ...page }: ScriptSearch): Promise<Page<AdministeredScript>> {
    const words = searchTerm
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '');
    const { scripts, total } = await this.store.list(words, portionOf(page));
    return pageOf(
      scripts.map((each) => administeredScript(each)),
      total,
      page,
    );
  }

  async find(scriptId: string): Promise<AdministeredScript | undefined> {
    const found = await this.current(scriptId);
    if (found === undefined) return undefined;
    const { json, version } = administeredScript(found.script, found.source);
    return { json: { ...json, usedBy: await this.usersOf(scriptId) }, version };
  }

  async create(json: unknown, author: ChangeAuthor): Promise<ScriptSaving> {
    const entry = readScriptJson(json);
    const refusal = shapeRefusal(entry.problems) ?? reservedTo(author);
    if (refusal !== undefined) return refusal;
    const judged = await this.judgement.judge(entry, { author });
    if (judged.kind === 'refused') return judged;
    const taken = await this.writer.take(entry.scriptId, { author }, (current, origin) =>
      creation(current, entry, origin),
    );
    return saving(taken, notesOf(entry, judged));
  }

  async replace(scriptId: string, json: unknown, change: ScriptChange): Promise<ScriptSaving> {
    const entry = readScriptJson(isJsonObject(json) ? { scriptId, ...json } : json);
    const problems = [...entry.problems, ...elsewhere(entry.scriptId, scriptId)];
    const before = await this.current(scriptId);
    if (before === undefined) return { kind: 'unknown' };
    const refusal = shapeRefusal(problems) ?? reservedTo(change.author);
    if (refusal !== undefined) return refusal;
    const judged = await this.judgement.judge(entry, { author: change.author, current: before.source });
    if (judged.kind === 'refused') return judged;
    const taken = await this.writer.take(scriptId, change, (current, origin) => replacement(current, entry, origin));
    const notes = notesOf(entry, judged);
    const isKept = entry.comment === '' || before.source !== entry.source;
    return saving(taken, isKept ? notes : { ...notes, warnings: [...notes.warnings, COMMENT_LOST] });
  }

  async rollBack(scriptId: string, json: unknown, change: ScriptChange): Promise<ScriptSaving> {
    const entry = readRollbackJson(json);
    const before = await this.current(scriptId);
    if (before === undefined) return { kind: 'unknown' };
    const refusal = shapeRefusal(entry.problems) ?? reservedTo(change.author);
    if (refusal !== undefined) return refusal;
    // Versions never change: what is judged here is what will run.
    const version = await this.store.version(scriptId, entry.number);
    const source = version?.source ?? before.source;
    const judged = await this.judgement.judge({ scriptId, source }, { author: change.author, current: before.source });
    if (judged.kind === 'refused') return judged;
    const taken = await this.writer.take(scriptId, change, (current, origin) => rollback(current, entry, origin));
    return saving(taken, notesOf(entry, judged));
  }

  async archive(scriptId: string, change: ScriptChange): Promise<ScriptSaving> {
    if ((await this.current(scriptId)) === undefined) return { kind: 'unknown' };
    const reserved = reservedTo(change.author);
    if (reserved !== undefined) return reserved;
    const users = await this.usersOf(scriptId);
    const taken = await this.writer.take(scriptId, change, (current, origin) => archiving(current, users, origin));
    return saving(taken, { unknownFields: [], warnings: [] });
  }

  async versions(scriptId: string, page: PageRequest): Promise<Page<{ readonly json: ScriptVersionJson }> | undefined> {
    const found = await this.store.find(scriptId);
    if (found === undefined) return undefined;
    const versions = await this.store.versions(scriptId, portionOf(page));
    return pageOf(
      versions.map((each) => ({ json: versionJson(each) })),
      found.script.lastNumber,
      page,
    );
  }

  async version(scriptId: string, number: number): Promise<ScriptVersionJson | undefined> {
    const found = await this.store.version(scriptId, number);
    return found && versionJson(found, found.source);
  }

  async difference(scriptId: string, from: number, to: number): Promise<ScriptDifferenceJson | undefined> {
    const [before, after] = await Promise.all([from, to].map((each) => this.store.version(scriptId, each)));
    if (before === undefined || after === undefined) return undefined;
    return { from, to, difference: unifiedDifference(before.source, after.source) };
  }

  async history(scriptId: string, page: PageRequest): Promise<Page<{ readonly json: ScriptEventJson }> | undefined> {
    const { events, total } = await this.store.events(scriptId, portionOf(page));
    return total === 0
      ? undefined
      : pageOf(
          events.map((each) => ({ json: eventJson(each) })),
          total,
          page,
        );
  }

  async check(source: string, isModule?: boolean): Promise<SourceVerdict> {
    const unchecked = { fileName: 'script', source, ...(isModule !== undefined && { isModule }) };
    const problems = unlessBusy(await sourceProblems(this.sandbox, unchecked));
    return { problems, warnings: placedWarnings(source) };
  }

  suspended(): readonly SuspendedScriptJson[] {
    return this.sandbox.suspendedScripts().map(({ hash: sha256, until, ...script }) => ({
      ...{ ...script, sha256, until: until.toISOString() },
    }));
  }

  async *each(): AsyncIterable<ExportedScript> {
    let position = '';
    for (;;) {
      const portion = await this.store.after(position, PORTION);
      yield* portion.map(exportedScript);
      const last = portion.at(-1);
      if (last === undefined || portion.length < PORTION) return;
      position = last.script.scriptId;
    }
  }

  upsert(entries: readonly BulkEntry[], request: BulkRequest): Promise<readonly BulkOutcome[]> {
    return this.imports.importBatch(entries, request);
  }

  private async usersOf(scriptId: string): Promise<readonly string[]> {
    const modules = await this.surroundings.modulesNaming(scriptId);
    return [...new Set(modules.map(({ moduleId }) => moduleId))];
  }

  /** Undefined also for an archived one. */
  private async current(scriptId: string): Promise<StoredSource | undefined> {
    const found = await this.store.find(scriptId);
    return found?.script.archivedAt === undefined ? found : undefined;
  }
}

/** What is answered is what was written, whatever others have written since. */
function saving({ step, script: stored }: TakenStep, { unknownFields, warnings }: BulkNotes): ScriptSaving {
  if (!('fields' in step)) return step;
  if (stored === undefined) return { kind: 'unknown' };
  const script = administeredScript(stored.script, stored.source);
  const ofSource = stored.script.archivedAt === undefined ? entryWarnings(stored.source) : [];
  const notes = { unknownFields, warnings: [...ofSource, ...warnings] };
  const { kind, fields } = step;
  return kind === 'changed' ? { kind, fields, script, ...notes } : { kind, script, ...notes };
}

function notesOf({ unknownFields }: Pick<ScriptEntry, 'unknownFields'>, judged: JudgedSource): BulkNotes {
  return { unknownFields, warnings: judged.kind === 'good' ? judged.warnings : [] };
}

function shapeRefusal(problems: readonly FieldProblem[]): Extract<ScriptSaving, { kind: 'refused' }> | undefined {
  return problems.length > 0 ? { kind: 'refused', problems } : undefined;
}

function elsewhere(given: string, scriptId: string): readonly FieldProblem[] {
  if (given === scriptId || given === '') return [];
  const remedy = 'Leave it out, or use the address of that script';
  return [{ field: 'scriptId', problem: `is not "${scriptId}", as in the address`, remedy }];
}

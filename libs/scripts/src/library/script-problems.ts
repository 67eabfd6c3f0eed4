import { Inject, Injectable } from '@nestjs/common';
import { bindOptions } from '#module-config/property.port';
import {
  isScriptKey,
  type ForeignScript,
  type ScriptCheck,
  type ScriptProblem,
} from '#module-config/script-check.port';
import type { DefinedModule } from '#module-config/stored-by-definition.port';
import type { FieldProblem } from '#protocol/json/json-fields';
import type { ConfiguredScript } from '../configured-script.port.js';
import { leftoverWarnings, type SourceWarning } from '../hints/source-warnings.js';
import { SANDBOX, type Sandbox } from '../sandbox/sandbox.js';
import { idleWarning, requiredProblem, unnamedProblem } from '../running/missing-function.js';
import { functionsFor } from '../called-functions.js';
import { meantFunctions, type MeantFunctions } from '../meant-functions.js';
import { scriptProperty } from '../script-places.port.js';
import { configuredScript, ScriptProperties, scriptSettings } from '../script-properties.port.js';
import { SCRIPT_SURROUNDINGS, type ScriptSurroundings } from '../script-surroundings.js';
import { MissingSourceError, SCRIPT_SOURCES, type ScriptSources } from '../sources/script-sources.js';
import { placed, sourceProblems } from './source-problems.js';

/** What calls other servers. */
const CALLS = /\b(?:Http|FhirClientFactory)\s*\./;
const NOTHING: ReadonlyMap<string, string> = new Map();

/** A source that a script of the library is to have. */
export interface UsedSource {
  readonly scriptId: string;
  readonly source: string;
}

/** What it would be for a module; the fields are its properties. */
export interface UseFindings {
  readonly problems: readonly ScriptProblem[];
  /** What would be done without the script, or otherwise than it seems. */
  readonly warnings: readonly FieldProblem[];
  /** Where the module names it so: what its people would be asked by. */
  readonly callback?: ConfiguredScript;
}

/** A script as a property of a module names it. */
interface NamedScript {
  readonly module: DefinedModule;
  /** Without `.file` and `.text`. */
  readonly property: string;
  readonly script: ConfiguredScript;
}

/** {@link ScriptCheck} over sources of all kinds. */
@Injectable()
export class ScriptProblems implements ScriptCheck {
  constructor(
    @Inject(SCRIPT_SOURCES) private readonly sources: ScriptSources,
    @Inject(SANDBOX) private readonly sandbox: Sandbox,
    @Inject(SCRIPT_SURROUNDINGS) private readonly surroundings: Pick<ScriptSurroundings, 'nodeId' | 'isEcmaScript'>,
  ) {}

  async ofModule(module: DefinedModule, toCome = NOTHING): Promise<readonly ScriptProblem[]> {
    const problems: ScriptProblem[] = [];
    for (const [property, script] of this.scriptsOf(module))
      problems.push(...(await this.ofScript({ module, property, script }, toCome)));
    return problems;
  }

  async warningsOf(module: DefinedModule, toCome = NOTHING): Promise<readonly FieldProblem[]> {
    const warnings: FieldProblem[] = [];
    for (const [property, script] of this.scriptsOf(module)) {
      const text = await this.textOf(script, toCome).catch(() => undefined);
      if (text === undefined) continue;
      const field = `${property}.${keyOf(script)}`;
      warnings.push(...warningsAbout({ module, property, script }, text));
      warnings.push(...leftoverWarnings(text).map((each) => warningOf(field, `names ${script.name}, which `, each)));
    }
    return warnings;
  }

  /** What a source of a script of the library would be for a module that names it; leftovers aside, which are told of the source itself. */
  async ofUse(module: DefinedModule, { scriptId, source: text }: UsedSource): Promise<UseFindings> {
    const problems: ScriptProblem[] = [];
    const warnings: FieldProblem[] = [];
    let callback: ConfiguredScript | undefined;
    for (const [property, script] of this.scriptsOf(module)) {
      const { name, source, settings } = script;
      if (source.kind !== 'library' || source.scriptId !== scriptId) continue;
      const judged = { fileName: name, source: text, isModule: settings.isModule };
      problems.push(...(await this.ofSource(`${property}.file`, meantFunctions(property, module), judged)));
      warnings.push(...warningsAbout({ module, property, script }, text));
      if (property === scriptProperty.callback) callback = { ...script, source: { kind: 'text', text } };
    }
    return { problems, warnings, ...(callback && { callback }) };
  }

  async ofText({ moduleId, field, text }: ForeignScript): Promise<readonly ScriptProblem[]> {
    const isModule = await this.surroundings.isEcmaScript(moduleId);
    const meant = { called: functionsFor(field), required: [] };
    return this.ofSource(field, meant, { fileName: field, source: text, ...(isModule !== undefined && { isModule }) });
  }

  warningsOfText({ field, text }: Pick<ForeignScript, 'field' | 'text'>): readonly FieldProblem[] {
    return leftoverWarnings(text).map((each) => warningOf(field, '', each));
  }

  private scriptsOf({ moduleId, config }: DefinedModule): readonly (readonly [string, ConfiguredScript])[] {
    const { options } = bindOptions(ScriptProperties, config, '');
    const settings = scriptSettings(options, { nodeId: this.surroundings.nodeId, moduleId });
    const properties = new Set([...config.keys()].filter(isScriptKey).map((key) => key.replace(/\.\w+$/, '')));
    return [...properties].flatMap((property) => {
      const pair = { file: config.get(`${property}.file`), text: config.get(`${property}.text`) };
      const script = configuredScript(property, pair, settings);
      return script === undefined ? [] : [[property, script] as const];
    });
  }

  private async ofScript(
    { module, property, script }: NamedScript,
    toCome: ReadonlyMap<string, string>,
  ): Promise<readonly ScriptProblem[]> {
    const { source, name, settings } = script;
    const field = `${property}.${keyOf(script)}`;
    try {
      const text = await this.textOf(script, toCome, 'now');
      const meant = meantFunctions(property, module);
      return await this.ofSource(field, meant, { fileName: name, source: text, isModule: settings.isModule });
    } catch (error) {
      if (!(error instanceof MissingSourceError)) throw error;
      if (error.remedy !== undefined)
        return [{ field, problem: `names a file: ${error.message}`, remedy: error.remedy }];
      const problem = `names ${name}, which is not there: ${error.message.replace(/\.$/, '')}`;
      const remedy =
        source.kind === 'library' ? 'Save it in the library first, or name another' : 'Name a file that is there';
      return [{ field, problem, remedy }];
    }
  }

  /** @throws MissingSourceError */
  private async textOf(
    { source }: ConfiguredScript,
    toCome: ReadonlyMap<string, string>,
    ...when: ['now'] | []
  ): Promise<string> {
    const coming = source.kind === 'library' ? toCome.get(source.scriptId) : undefined;
    return coming ?? (await this.sources.find(source, ...when)).text;
  }

  private async ofSource(
    field: string,
    { called, required }: MeantFunctions,
    source: Parameters<typeof sourceProblems>[1],
  ): Promise<readonly ScriptProblem[]> {
    const found = await sourceProblems(this.sandbox, source);
    const named = source.fileName === field || source.fileName.endsWith('.text') ? '' : ` (${source.fileName})`;
    const missing = unnamedProblem(called, source.source) ?? requiredProblem(required, source.source);
    if (found.length === 0 && missing !== undefined)
      return [{ field, problem: `is no script for its place${named}: ${missing}`, remedy: 'Correct the script' }];
    return found.map(({ isUnsure, isBusy, ...fault }) => ({
      field,
      problem: `is no script that can be loaded${named}: ${placed(fault)}`,
      remedy: isUnsure === true ? 'Try again' : 'Correct the script',
      ...(isUnsure === true && { isUnsure }),
      ...(isBusy === true && { isBusy }),
    }));
  }
}

function warningsAbout({ module, property, script }: NamedScript, text: string): readonly FieldProblem[] {
  const { name, settings } = script;
  const isCalling = CALLS.test(text) && settings.allowedHosts.length === 0;
  const idle = idleWarning(meantFunctions(property, module).called, text);
  return [
    isCalling ? nobodyMayBeCalled(name) : [],
    idle === undefined ? [] : doesNothing(`${property}.${keyOf(script)}`, name, idle),
  ].flat();
}

function nobodyMayBeCalled(name: string): FieldProblem {
  const problem = `is empty, so that ${name} calls nobody, though it mentions Http or FhirClientFactory`;
  return { field: 'script.http.allowed_hosts', problem, remedy: 'List the hosts that scripts may call' };
}

function doesNothing(field: string, name: string, why: string): FieldProblem {
  return {
    field,
    problem: `names ${name}, which does nothing here: ${why}`,
    remedy: 'Correct the script, or name none',
  };
}

/** @param whose what comes before the words about the source */
function warningOf(field: string, whose: string, { problem, remedy }: SourceWarning): FieldProblem {
  return { field, problem: whose + problem, remedy };
}

function keyOf({ source }: ConfiguredScript): 'text' | 'file' {
  return source.kind === 'text' ? 'text' : 'file';
}

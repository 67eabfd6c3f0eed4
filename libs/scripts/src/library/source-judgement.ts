import { Inject, Injectable } from '@nestjs/common';
import type { ChangeRefusal } from '#protocol/administration/change-refusal';
import type { FieldProblem } from '#protocol/json/json-fields';
import { SANDBOX, type Sandbox } from '../sandbox/sandbox.js';
import { SCRIPT_SURROUNDINGS, type ScriptSurroundings } from '../script-surroundings.js';
import { ScriptProblems, type UsedSource } from './script-problems.js';
import { unlessBusy } from '#module-config/script-check.port';
import { placed, sourceProblems } from './source-problems.js';

const REMEDY = 'Correct the source; nothing was saved';

/** What is told of a source that is to run: why it may not, or what those who save it should know. */
export type JudgedSource =
  Extract<ChangeRefusal, { kind: 'refused' }> | { readonly kind: 'good'; readonly warnings: readonly FieldProblem[] };

/** Judges sources before they run: by themselves, and for each module that names the script, as it would be judged if it were to name them now. */
@Injectable()
export class SourceJudgement {
  constructor(
    @Inject(SANDBOX) private readonly sandbox: Sandbox,
    @Inject(SCRIPT_SURROUNDINGS) private readonly surroundings: Pick<ScriptSurroundings, 'modulesNaming'>,
    private readonly uses: ScriptProblems,
  ) {}

  /**
   * @param current the source that runs: what stays was judged before
   * @throws ScriptsBusyError
   */
  async judge(used: UsedSource, current?: string): Promise<JudgedSource> {
    if (used.source === current) return { kind: 'good', warnings: [] };
    const found = await sourceProblems(this.sandbox, { fileName: `library:${used.scriptId}`, source: used.source });
    const [fault] = unlessBusy(found);
    return fault === undefined ? this.judgeUses(used) : refused([`cannot be loaded: ${placed(fault)}`]);
  }

  private async judgeUses(used: UsedSource): Promise<JudgedSource> {
    const problems = new Set<string>();
    const warnings = new Map<string, FieldProblem>();
    for (const module of await this.surroundings.modulesNaming(used.scriptId)) {
      const found = await this.uses.ofUse(module, used);
      const keyOf = ({ field }: FieldProblem): string => `module.${module.moduleId}.config.${field}`;
      for (const each of found.problems) problems.add(`is wrong for ${keyOf(each)}, which ${each.problem}`);
      for (const each of found.warnings) warnings.set(keyOf(each), { ...each, field: keyOf(each) });
    }
    return problems.size > 0 ? refused([...problems]) : { kind: 'good', warnings: [...warnings.values()] };
  }
}

function refused(problems: readonly string[]): JudgedSource {
  return { kind: 'refused', problems: problems.map((problem) => ({ field: 'source', problem, remedy: REMEDY })) };
}

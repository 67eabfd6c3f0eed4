import { Inject, Injectable } from '@nestjs/common';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import type { ChangeRefusal } from '#protocol/administration/change-refusal';
import type { FieldProblem } from '#protocol/json/json-fields';
import { SANDBOX, type Sandbox } from '../sandbox/sandbox.js';
import { SCRIPT_SURROUNDINGS, type ScriptSurroundings } from '../script-surroundings.js';
import { AuthorTrial, type NewCallback } from './author-trial.js';
import { ScriptProblems, type UsedSource } from './script-problems.js';
import { unlessBusy } from '#module-config/script-check.port';
import { placed, sourceProblems } from './source-problems.js';

const REMEDY = 'Correct the source; nothing was saved';
const ALL_THE_SAME =
  'Correct the source; nothing was saved. Where it is meant so, the operator saves it by gatehouse script save, or has another version run by gatehouse script rollback';

/** Who would have a source run in the place of another. */
export interface SourceChange {
  readonly author: ChangeAuthor;
  /** What runs: what stays was judged before. */
  readonly current?: string | undefined;
  /** Nothing of the source is run. */
  readonly dryRun?: boolean;
}

/** What is told of a source that is to run: why it may not, or what those who save it should know. */
export type JudgedSource =
  Extract<ChangeRefusal, { kind: 'refused' }> | { readonly kind: 'good'; readonly warnings: readonly FieldProblem[] };

/**
 * Judges sources before they run: by themselves, and for each module that names the script, as it would be judged if it were to name them now,
 * and where administrators sign in by it for whoever makes the change.
 */
@Injectable()
export class SourceJudgement {
  constructor(
    @Inject(SANDBOX) private readonly sandbox: Sandbox,
    @Inject(SCRIPT_SURROUNDINGS) private readonly surroundings: Pick<ScriptSurroundings, 'modulesNaming'>,
    private readonly uses: ScriptProblems,
    private readonly trial: AuthorTrial,
  ) {}

  /** @throws ScriptsBusyError */
  async judge(used: UsedSource, { author, current, dryRun = false }: SourceChange): Promise<JudgedSource> {
    if (used.source === current) return { kind: 'good', warnings: [] };
    const found = await sourceProblems(this.sandbox, { fileName: `library:${used.scriptId}`, source: used.source });
    const [fault] = unlessBusy(found);
    return fault === undefined
      ? this.judgeUses(used, dryRun ? undefined : author)
      : refused([`cannot be loaded: ${placed(fault)}`]);
  }

  private async judgeUses(used: UsedSource, author: ChangeAuthor | undefined): Promise<JudgedSource> {
    const problems = new Set<string>();
    const warnings = new Map<string, FieldProblem>();
    const callbacks: NewCallback[] = [];
    for (const module of await this.surroundings.modulesNaming(used.scriptId)) {
      const found = await this.uses.ofUse(module, used);
      const keyOf = ({ field }: FieldProblem): string => `module.${module.moduleId}.config.${field}`;
      for (const each of found.problems) problems.add(`is wrong for ${keyOf(each)}, which ${each.problem}`);
      for (const each of found.warnings) warnings.set(keyOf(each), { ...each, field: keyOf(each) });
      if (found.callback !== undefined) callbacks.push({ module, script: found.callback });
    }
    if (problems.size > 0) return refused([...problems]);
    const shut = author && (await this.shutBy(callbacks, author));
    return shut ?? { kind: 'good', warnings: [...warnings.values()] };
  }

  private async shutBy(callbacks: readonly NewCallback[], author: ChangeAuthor): Promise<JudgedSource | undefined> {
    for (const each of callbacks) {
      const why = await this.trial.shutsOut(each, author);
      if (why === undefined) continue;
      const field = `module.${each.module.moduleId}.config.callback_script.file`;
      return refused([`would shut you out, by whom ${field} is asked: it ${why}`], ALL_THE_SAME);
    }
    return undefined;
  }
}

function refused(problems: readonly string[], remedy = REMEDY): Extract<JudgedSource, { kind: 'refused' }> {
  return { kind: 'refused', problems: problems.map((problem) => ({ field: 'source', problem, remedy })) };
}

import { Inject, Injectable } from '@nestjs/common';
import { SCRIPT_CHECK, unlessBusy, type ScriptCheck } from '#module-config/script-check.port';
import { isUnlimited } from '#protocol/administration/author-problems';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import type { FieldProblem } from '#protocol/json/json-fields';
import type { SettingsChange } from './reserved-changes.js';

const FIELDS = ['federationAuthScriptText', 'federationUserMappingScriptText'] as const;

/** The scripts of a definition, when they are saved. */
@Injectable()
export class ServerScripts {
  constructor(@Inject(SCRIPT_CHECK) private readonly scripts: ScriptCheck) {}

  /**
   * What stays as it is was judged before. Of an author who may not write scripts none is looked at.
   * @throws ScriptsBusyError
   */
  async problems({ before, after }: SettingsChange, author: ChangeAuthor): Promise<readonly FieldProblem[]> {
    if (!isUnlimited(author)) return [];
    const found: FieldProblem[] = [];
    for (const field of FIELDS) {
      const text = after[field];
      if (text === undefined || text.trim() === '' || text === before[field]) continue;
      found.push(...unlessBusy(await this.scripts.ofText({ moduleId: after.moduleId, field, text })));
    }
    return found;
  }
}

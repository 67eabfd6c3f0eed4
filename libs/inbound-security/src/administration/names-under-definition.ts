import type { Sql } from '#database/sql.port';
import { bindOptions } from '#module-config/property.port';
import type { DefinedModule, StoredByDefinition } from '#module-config/stored-by-definition.port';
import type { FieldProblem } from '#protocol/json/json-fields';
import { LocalInboundOptions } from '../local/local-inbound.options.js';
import { usernameKey } from '../accounts/username-key.js';
import { doubtfulNames } from '../stores/username-keys.store.js';

const TYPE = 'SECURITY_IN_LOCAL';
/** Names of one statement. */
const PORTION = 5_000;

/**
 * {@link StoredByDefinition} of local modules: users are found by a key that `username_case_sensitive` made when their name was written. Keys are
 * not made anew with a definition, because processes go by the old one until the module restarts.
 */
export class NamesUnderDefinition implements StoredByDefinition {
  constructor(private readonly sql: Sql) {}

  async lostUnder(after: DefinedModule, before?: DefinedModule): Promise<readonly FieldProblem[]> {
    const caseSensitive = caseCounts(after);
    if (caseSensitive === undefined || (before !== undefined && caseCounts(before) === caseSensitive)) return [];
    const { count, example } = await this.lostNames(after.moduleId, caseSensitive);
    return example === undefined ? [] : [problemOf(count, example, caseSensitive)];
  }

  private async lostNames(
    moduleId: string,
    caseSensitive: boolean,
  ): Promise<{ readonly count: number; readonly example?: string }> {
    let [count, last, example] = [0, '', undefined as string | undefined];
    for (;;) {
      const names = await doubtfulNames(this.sql, { moduleId, caseSensitive, after: last, limit: PORTION });
      const lost = names.filter((each) => usernameKey(each.username, caseSensitive) !== each.username_key);
      count += lost.length;
      example ??= lost[0]?.username;
      last = names.at(-1)?.username_key ?? last;
      if (names.length < PORTION) return { count, ...(example !== undefined && { example }) };
    }
  }
}

/** Whether names differ by case; `undefined` for a module that has no users. */
function caseCounts({ type, config }: DefinedModule): boolean | undefined {
  return type === TYPE ? bindOptions(LocalInboundOptions, config, TYPE).options.usernameCaseSensitive : undefined;
}

function problemOf(count: number, example: string, caseSensitive: boolean): FieldProblem {
  const users = `${String(count)} user${count === 1 ? '' : 's'}`;
  return {
    field: 'username_case_sensitive',
    problem:
      `is ${String(caseSensitive)}: this shuts out ${users} whose names are stored by the opposite rule, ` +
      `such as ${JSON.stringify(example)}`,
    remedy:
      `Write ${String(!caseSensitive)}, or first give them names in lower case, which are the same either way; ` +
      'an account that was signed in to keeps its name, so delete it and make another.',
  };
}

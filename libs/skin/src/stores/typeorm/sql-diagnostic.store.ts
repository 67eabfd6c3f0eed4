import { Inject, Injectable } from '@nestjs/common';
import { SQL, type Sql, type SqlStatement } from '#database/sql.port';
import {
  KEPT_DAYS,
  MOST_OF_MODULE,
  RECENT_HOURS,
  type DiagnosticStore,
  type NewDiagnostic,
  type RecentDiagnostics,
  type StoredDiagnostic,
} from '../diagnostic.store.js';
import type { Portion } from '../skin.store.js';

const statement = (name: string, text: string): SqlStatement => ({ name: `skin_diagnostic_${name}`, text });

const statements = {
  // In an order that all processes have, so that none waits for another that waits for it.
  add: statement(
    'add',
    `insert into skin_diagnostic as d
       (module_id, key, kind, skin, sha256, page, file, line_number, column_number, expression, message, error_id, times, first_at, last_at)
     select each->>'moduleId', each->>'key', each->>'kind', each->>'skin', each->>'sha256', each->>'page', each->>'file',
            (each->>'line')::integer, (each->>'column')::integer, each->>'expression', each->>'message', each->>'errorId',
            (each->>'times')::integer, gatehouse_now() - make_interval(secs => (each->>'firstAge')::double precision),
            gatehouse_now() - make_interval(secs => (each->>'lastAge')::double precision)
       from jsonb_array_elements($1::jsonb) as each
      order by 1, 2
     on conflict (module_id, key) do update set times = least(d.times::bigint + excluded.times, 2147483647)::integer,
       last_at = greatest(d.last_at, excluded.last_at), error_id = excluded.error_id, message = excluded.message`,
  ),
  trim: statement(
    'trim',
    `delete from skin_diagnostic where (module_id, key) in (
       select module_id, key from skin_diagnostic where module_id = $1 order by last_at desc, key offset $2::integer limit 1000)`,
  ),
  list: statement(
    'list',
    `select kind, skin, sha256, page, file, line_number as line, column_number as "column", expression, message,
            error_id as "errorId", times, first_at as "firstAt", last_at as "lastAt"
       from skin_diagnostic where module_id = $1 order by last_at desc, key limit $2 offset $3`,
  ),
  count: statement('count', 'select count(*)::integer as total from skin_diagnostic where module_id = $1'),
  recent: statement(
    'recent',
    `select module_id as "moduleId", sha256, count(*)::integer as count from skin_diagnostic
      where last_at > gatehouse_now() - make_interval(hours => $1) group by module_id, sha256`,
  ),
  remove: statement(
    'remove',
    `with gone as (delete from skin_diagnostic where module_id = $1 returning 1) select count(*)::integer as count from gone`,
  ),
  purge: statement(
    'purge',
    `with gone as (
       delete from skin_diagnostic where (module_id, key) in (
         select module_id, key from skin_diagnostic where last_at < gatehouse_now() - make_interval(days => $1)
          limit 1000 for update skip locked)
       returning 1)
     select count(*)::integer as count from gone`,
  ),
};

/** {@link DiagnosticStore} in PostgreSQL. */
@Injectable()
export class SqlDiagnosticStore implements DiagnosticStore {
  constructor(@Inject(SQL) private readonly sql: Sql) {}

  async add(diagnostics: readonly NewDiagnostic[]): Promise<void> {
    await this.sql.query(statements.add, [JSON.stringify(diagnostics)]);
    for (const moduleId of new Set(diagnostics.map((each) => each.moduleId)))
      await this.sql.query(statements.trim, [moduleId, MOST_OF_MODULE]);
  }

  async list(moduleId: string, { offset, limit }: Portion) {
    const [rows, [count]] = await Promise.all([
      this.sql.query<DiagnosticRow>(statements.list, [moduleId, limit, offset]),
      this.sql.query<{ total: number }>(statements.count, [moduleId]),
    ]);
    return { diagnostics: rows.map(diagnosticOf), total: count?.total ?? 0 };
  }

  recent(): Promise<readonly RecentDiagnostics[]> {
    return this.sql.query<RecentDiagnostics>(statements.recent, [RECENT_HOURS]);
  }

  async remove(moduleId: string): Promise<number> {
    return countIn(await this.sql.query<CountRow>(statements.remove, [moduleId]));
  }

  async forget(sql: Sql, moduleId: string): Promise<void> {
    await sql.query(statements.remove, [moduleId]);
  }

  async purge(): Promise<number> {
    return countIn(await this.sql.query<CountRow>(statements.purge, [KEPT_DAYS]));
  }
}

type DiagnosticRow = Omit<StoredDiagnostic, 'line' | 'column' | 'expression'> & {
  readonly line: number | null;
  readonly column: number | null;
  readonly expression: string | null;
};

interface CountRow {
  readonly count: number;
}

function diagnosticOf({ line, column, expression, ...row }: DiagnosticRow): StoredDiagnostic {
  return {
    ...row,
    ...(line !== null && { line }),
    ...(column !== null && { column }),
    ...(expression !== null && { expression }),
  };
}

function countIn([row]: readonly CountRow[]): number {
  return row?.count ?? 0;
}

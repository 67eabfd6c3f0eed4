import type { Sql, SqlStatement } from '#database/sql.port';
import type { RowsOfModule } from '#module-config/rows-of-module.port';
import type { BenchFunctionName, RecordingHead, RecordingQuery } from '../../script-bench.port.js';

/** A recording to be kept. */
export interface NewRecording {
  readonly id: string;
  readonly moduleId: string;
  readonly functionName: BenchFunctionName;
  readonly scriptName: string;
  readonly scriptVersion: number | undefined;
  readonly recordedAt: Date;
  readonly retentionHours: number;
  readonly sealed: string;
}

/** A recording as it lies in the database. */
export interface KeptRecording extends RecordingHead {
  readonly sealed: string;
}

/** Recordings that are kept of one function of a module. */
export const MOST_OF_FUNCTION = 200;

const ADD: SqlStatement = {
  name: 'script_recording_add',
  text: `INSERT INTO script_recording (id, module_id, function_name, script_name, script_version, recorded_at, expires_at, sealed)
    SELECT (each->>'id')::uuid, each->>'moduleId', each->>'functionName', each->>'scriptName', (each->>'scriptVersion')::integer,
           (each->>'recordedAt')::timestamptz, gatehouse_now() + make_interval(hours => (each->>'retentionHours')::integer), each->>'sealed'
      FROM jsonb_array_elements($1::jsonb) AS each
    ON CONFLICT DO NOTHING`,
};

/** The oldest go first. */
const TRIM: SqlStatement = {
  name: 'script_recording_trim',
  text: `DELETE FROM script_recording WHERE id IN (
      SELECT id FROM script_recording WHERE module_id = $1 AND function_name = $2
       ORDER BY recorded_at DESC, id OFFSET $3::int LIMIT 1000)`,
};

const COLUMNS = `id::text, module_id AS "moduleId", function_name AS "functionName", recorded_at AS "recordedAt", expires_at AS "expiresAt",
  script_name AS script, script_version AS "scriptVersion"`;

const LIST: SqlStatement = {
  name: 'script_recording_list',
  text: `SELECT ${COLUMNS} FROM script_recording
     WHERE module_id = $1 AND ($2::text IS NULL OR function_name = $2) AND expires_at > gatehouse_now()
     ORDER BY recorded_at DESC, id LIMIT 2000`,
};

const LATEST: SqlStatement = {
  name: 'script_recording_latest',
  text: `SELECT ${COLUMNS}, sealed FROM script_recording
     WHERE module_id = $1 AND function_name = $2 AND expires_at > gatehouse_now()
     ORDER BY recorded_at DESC, id LIMIT $3::int`,
};

const FIND: SqlStatement = {
  name: 'script_recording_find',
  text: `SELECT ${COLUMNS}, sealed FROM script_recording WHERE id::text = $1 AND expires_at > gatehouse_now()`,
};

const REMOVE: SqlStatement = {
  name: 'script_recording_remove',
  text: `WITH gone AS (DELETE FROM script_recording WHERE module_id = $1 AND ($2::text IS NULL OR function_name = $2) RETURNING 1)
    SELECT count(*)::integer AS count FROM gone`,
};

const PURGE: SqlStatement = {
  name: 'script_recording_purge',
  text: `WITH gone AS (
      DELETE FROM script_recording WHERE id IN (
        SELECT id FROM script_recording WHERE expires_at < gatehouse_now()
         LIMIT 1000 FOR UPDATE SKIP LOCKED)
      RETURNING 1)
    SELECT count(*)::integer AS count FROM gone`,
};

/** Recorded sessions, sealed. */
export class RecordingStore implements RowsOfModule {
  constructor(private readonly sql: Sql) {}

  /** Adds all of them, and leaves {@link MOST_OF_FUNCTION} of each function. */
  async add(recordings: readonly NewRecording[]): Promise<void> {
    await this.sql.query(ADD, [JSON.stringify(recordings)]);
    const places = new Map(
      recordings.map(({ moduleId, functionName }) => [`${functionName} ${moduleId}`, [moduleId, functionName]]),
    );
    for (const place of places.values()) await this.sql.query(TRIM, [...place, MOST_OF_FUNCTION]);
  }

  /** Newest first. */
  list({ moduleId, functionName }: RecordingQuery): Promise<readonly RecordingHead[]> {
    return this.rows<RecordingHead>(LIST, [moduleId, functionName ?? null]);
  }

  /** The newest, newest first. */
  latest(moduleId: string, functionName: BenchFunctionName, most: number): Promise<readonly KeptRecording[]> {
    return this.rows<KeptRecording>(LATEST, [moduleId, functionName, most]);
  }

  async find(id: string): Promise<KeptRecording | undefined> {
    return (await this.rows<KeptRecording>(FIND, [id]))[0];
  }

  /** Gives back how many went. */
  async remove({ moduleId, functionName }: RecordingQuery): Promise<number> {
    return countIn(await this.sql.query(REMOVE, [moduleId, functionName ?? null]));
  }

  async forget(sql: Sql, moduleId: string): Promise<void> {
    await sql.query(REMOVE, [moduleId, null]);
  }

  /** Removes up to 1,000 that have expired, and gives back how many went. Which modules there are, one process alone does not know. */
  async purge(): Promise<number> {
    return countIn(await this.sql.query(PURGE, []));
  }

  private async rows<Row extends object>(statement: SqlStatement, values: readonly unknown[]): Promise<readonly Row[]> {
    const rows = await this.sql.query<Row & { readonly scriptVersion?: number | null }>(statement, values);
    return rows.map(
      ({ scriptVersion, ...row }) => ({ ...row, ...(typeof scriptVersion === 'number' && { scriptVersion }) }) as never,
    );
  }
}

function countIn(rows: readonly object[]): number {
  return (rows as readonly { readonly count: number }[])[0]?.count ?? 0;
}

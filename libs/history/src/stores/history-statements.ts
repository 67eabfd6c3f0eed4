import type { JsonObject } from '#protocol/json/json-object';
import type { HistoryEntry } from '../change-history.port.js';

/** A row as statements give it. */
export interface HistoryRow {
  readonly id: number;
  readonly action: HistoryEntry['action'];
  readonly at: Date;
  readonly actor: string;
  readonly comment: string | null;
  readonly fields: readonly string[];
  readonly json: JsonObject;
}

const COLUMNS = 'id::float8, action, at, actor, comment, fields, json';
// One parameter for any number of rows, so that there is one statement to prepare, whatever the size of a batch.
const RECORDS = `jsonb_to_recordset($1::jsonb) AS r(kind text, module_id text, object_id text, action text, fields text[], before jsonb, json jsonb)`;

/** How things were before anything of them was kept: once for each. */
export const INSERT_PRESENT = {
  name: 'object_version_present',
  text: `INSERT INTO object_version (kind, module_id, object_id, action, at, actor, fields, json)
         SELECT r.kind, r.module_id, r.object_id, 'present', gatehouse_now(), '', '{}', r.before FROM ${RECORDS}
          WHERE r.before IS NOT NULL AND jsonb_typeof(r.before) = 'object'
            AND NOT EXISTS (SELECT 1 FROM object_version v
                             WHERE v.kind = r.kind AND v.module_id = r.module_id AND v.object_id = r.object_id)`,
};

export const INSERT = {
  name: 'object_version_insert',
  text: `INSERT INTO object_version (kind, module_id, object_id, action, at, actor, user_pid, comment, fields, json)
         SELECT r.kind, r.module_id, r.object_id, r.action, gatehouse_now(), $2, $3::bigint, $4, r.fields, r.json FROM ${RECORDS}`,
};

/** Of each thing the oldest that are too many. */
export const PRUNE = {
  name: 'object_version_prune',
  text: `DELETE FROM object_version v USING (
           SELECT r.kind, r.module_id, r.object_id,
                  (SELECT o.id FROM object_version o
                    WHERE o.kind = r.kind AND o.module_id = r.module_id AND o.object_id = r.object_id
                    ORDER BY o.id DESC OFFSET $2 LIMIT 1) AS last
             FROM (SELECT DISTINCT kind, module_id, object_id FROM ${RECORDS}) r) old
          WHERE v.kind = old.kind AND v.module_id = old.module_id AND v.object_id = old.object_id AND v.id <= old.last`,
};

export const LIST = {
  name: 'object_version_list',
  text: `SELECT ${COLUMNS}, (count(*) OVER ())::integer AS total FROM object_version
          WHERE kind = $1 AND module_id = $2 AND object_id = $3 ORDER BY id DESC OFFSET $4 LIMIT $5`,
};

export const FIND = {
  name: 'object_version_find',
  text: `SELECT ${COLUMNS} FROM object_version WHERE kind = $1 AND module_id = $2 AND object_id = $3 AND object_version.id = $4`,
};

import type { SqlStatement } from '#database/sql.port';

const COLUMNS = 'sha256, group_id, artifact_id, version, file_name, size, report, origin, stored_by, stored_at';
/** Worn, or what a module would wear after a rollback. */
const IN_USE = `select w.sha256, w.module_id from skin_worn w union all
  select e.from_sha256, w.module_id from skin_worn w join skin_event e on e.id = w.event_id`;
const WORN = `select w.module_id, w.sha256, w.webjar_id, w.event_id, w.version, e.from_sha256, e.from_name, e.under_id,
    s.group_id, s.artifact_id, s.version as skin_version
  from skin_worn w left join skin_event e on e.id = w.event_id left join skin s on s.sha256 = w.sha256`;
const statement = (name: string, text: string): SqlStatement => ({ name: `skin_${name}`, text });

/** Everything that is asked and written about skins. */
export const statements = {
  list: statement('list', `select ${COLUMNS} from skin order by number desc limit $1 offset $2`),
  count: statement('count', 'select count(*)::integer as total from skin'),
  find: statement('find', `select ${COLUMNS} from skin where sha256 = $1`),
  bytes: statement('bytes', 'select bytes from skin where sha256 = $1'),
  // Of a name that is no identity the parts are ''. What a JAR does not say of itself keeps nobody from naming it; one that says all of it goes before.
  named: statement(
    'named',
    `select distinct on (asked) asked, ${COLUMNS}
     from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as name (asked, asked_group, asked_artifact, asked_version)
     join skin on case when asked_artifact = ''
       then sha256 = (select n.sha256 from skin_name as n where n.file_name = asked order by n.number desc limit 1)
       else artifact_id = asked_artifact and group_id in (asked_group, '') and version in (asked_version, '') end
     order by asked, (group_id = asked_group)::integer + (version = asked_version)::integer desc, number desc`,
  ),
  // Of what a name cannot be the values are ''.
  called: statement(
    'called',
    `select ${COLUMNS} from (
       select ${COLUMNS}, number, rank() over (order by case when $4 = '' then 0
         else (group_id = $3)::integer + (version = $5)::integer end desc) as place
       from skin where ($1 <> '' and starts_with(sha256, $1)) or sha256 in (select n.sha256 from skin_name as n where n.file_name = $2)
         or ($4 <> '' and artifact_id = $4 and group_id in ($3, '') and version in ($5, ''))) as found
     where place = 1 order by number desc limit $6`,
  ),
  // Held to the end of the transaction.
  lock: statement('lock', `select pg_advisory_xact_lock(hashtextextended('gatehouse skins', 0))`),
  add: statement(
    'add',
    `insert into skin (sha256, group_id, artifact_id, version, file_name, bytes, size, report, origin, stored_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9, $10) on conflict (sha256) do nothing returning sha256`,
  ),
  nameOf: statement(
    'name_of',
    'select sha256 from skin_name where file_name = $1 and origin = $2 order by number desc limit 1',
  ),
  addName: statement(
    'add_name',
    `insert into skin_name (file_name, origin, sha256) values ($1, $2, $3)
     on conflict (file_name, origin, sha256) do update set number = default`,
  ),
  call: statement(
    'call',
    `update skin set group_id = $2, version = $3, file_name = case when $4 = '' then file_name else $4 end
     where sha256 = $1 and (group_id, version, file_name) is distinct from ($2, $3, case when $4 = '' then file_name else $4 end)
     returning sha256`,
  ),
  prune: statement(
    'prune',
    `delete from skin where artifact_id = $1 and group_id = $2 and sha256 not in (
       select sha256 from skin where artifact_id = $1 and group_id = $2 order by number desc limit $3)
     and not exists (select 1 from (${IN_USE}) as used where used.sha256 = skin.sha256)`,
  ),
  users: statement(
    'users',
    `select distinct module_id from (${IN_USE}) as used where used.sha256 = $1 order by module_id`,
  ),
  remove: statement('remove', 'delete from skin where sha256 = $1 returning sha256'),
  worn: statement('worn', `${WORN} where w.module_id = any($1)`),
  takenOff: statement(
    'taken_off',
    `select from_sha256 from skin_event where from_sha256 in (select sha256 from skin) and at > gatehouse_now() - make_interval(secs => $1)
     group by from_sha256 order by max(id) desc limit $2`,
  ),
  steps: statement(
    'steps',
    `select kind, from_sha256, from_name, to_sha256, to_name, webjar_id, comment, is_overridden, author, at
     from skin_event where module_id = $1 order by id desc limit $2 offset $3`,
  ),
  countSteps: statement('count_steps', 'select count(*)::integer as total from skin_event where module_id = $1'),
  addStep: statement(
    'add_step',
    `insert into skin_event (module_id, kind, from_sha256, from_name, to_sha256, to_name, under_id, webjar_id, comment, is_overridden, author)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning id`,
  ),
  wear: statement(
    'wear',
    `insert into skin_worn as w (module_id, sha256, webjar_id, event_id) values ($1, $2, $3, $4)
     on conflict (module_id) do update set sha256 = excluded.sha256, webjar_id = excluded.webjar_id,
       event_id = excluded.event_id, version = w.version + 1`,
  ),
  forgetSteps: statement('forget_steps', 'delete from skin_event where module_id = $1'),
  forget: statement('forget', 'delete from skin_worn where module_id = $1'),
};

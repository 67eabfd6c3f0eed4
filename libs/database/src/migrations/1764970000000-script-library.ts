import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Scripts that are kept here: every version for good, the one that runs, and how it came to run. */
export class ScriptLibrary1764970000000 implements MigrationInterface {
  readonly name = 'ScriptLibrary1764970000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table script (
        id text collate "C" primary key,
        description text not null,
        active_number integer not null,
        last_number integer not null,
        version integer not null default 1,
        archived_at timestamptz,
        created_at timestamptz not null default gatehouse_now(),
        updated_at timestamptz not null default gatehouse_now()
      );
      create table script_version (
        script_id text collate "C" not null references script on delete cascade,
        number integer not null,
        source text not null,
        source_hash text not null,
        comment text not null,
        author text not null,
        saved_at timestamptz not null default gatehouse_now(),
        primary key (script_id, number)
      );
      create table script_event (
        id bigint generated always as identity primary key,
        script_id text collate "C" not null references script on delete cascade,
        kind text not null,
        number integer not null,
        comment text not null,
        author text not null,
        at timestamptz not null default gatehouse_now()
      );
      create index on script_event (script_id, id);`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table script_event; drop table script_version; drop table script;');
  }
}

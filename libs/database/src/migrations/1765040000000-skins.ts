import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Skins as they were brought, for good; which one each module wears, and how it came to. */
export class Skins1765040000000 implements MigrationInterface {
  readonly name = 'Skins1765040000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    // Compressed already. What is worn names a skin without a reference: where a row is missing, what is in memory is worn on.
    await queryRunner.query(`
      create table skin (
        sha256 text collate "C" primary key,
        number bigint generated always as identity,
        group_id text collate "C" not null,
        artifact_id text collate "C" not null,
        version text collate "C" not null,
        file_name text collate "C" not null,
        bytes bytea not null,
        size integer not null,
        report jsonb not null,
        origin text not null,
        stored_by text not null,
        stored_at timestamptz not null default gatehouse_now()
      );
      alter table skin alter column bytes set storage external;
      create index on skin (artifact_id, number);
      create table skin_event (
        id bigint generated always as identity primary key,
        module_id text collate "C" not null,
        kind text not null,
        from_sha256 text,
        from_name text not null,
        to_sha256 text,
        to_name text not null,
        under_id bigint,
        webjar_id text not null,
        comment text not null,
        is_overridden boolean not null,
        author text not null,
        at timestamptz not null default gatehouse_now()
      );
      create index on skin_event (module_id, id);
      create index on skin_event (at);
      create table skin_worn (
        module_id text collate "C" primary key,
        sha256 text,
        webjar_id text not null,
        event_id bigint,
        version integer not null default 1
      );`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table skin_worn; drop table skin_event; drop table skin;');
  }
}

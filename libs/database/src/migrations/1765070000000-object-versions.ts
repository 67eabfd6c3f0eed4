import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What administered things were like, version by version. */
export class ObjectVersions1765070000000 implements MigrationInterface {
  readonly name = 'ObjectVersions1765070000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table object_version (
        id bigint generated always as identity primary key,
        kind text not null,
        module_id text collate "C" not null,
        object_id text collate "C" not null,
        action text not null,
        at timestamptz not null,
        actor text not null,
        user_pid bigint,
        comment text,
        fields text[] not null,
        json jsonb not null
      );
      create index on object_version (kind, module_id, object_id, id);`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table object_version;');
  }
}

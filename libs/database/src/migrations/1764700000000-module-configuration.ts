import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Definitions of modules, and whether they are to run: where the property source is the database, the property file only fills these tables. */
export class ModuleConfiguration1764700000000 implements MigrationInterface {
  readonly name = 'ModuleConfiguration1764700000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table module_config (
        module_id text primary key,
        node_id text not null,
        type text not null,
        options jsonb not null,
        secrets jsonb not null,
        dependencies jsonb not null,
        version integer not null default 1,
        archived_at timestamptz,
        created_at timestamptz not null default gatehouse_now(),
        updated_at timestamptz not null default gatehouse_now()
      );
      create table module_state (
        module_id text primary key,
        desired text not null check (desired in ('STARTED', 'STOPPED')),
        generation integer not null default 1
      );`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`drop table module_state, module_config;`);
  }
}

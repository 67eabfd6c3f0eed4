import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was wrong with pages of skins, as all processes together have come upon it. */
export class SkinDiagnostics1765050000000 implements MigrationInterface {
  readonly name = 'SkinDiagnostics1765050000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table skin_diagnostic (
        module_id text collate "C" not null,
        key text collate "C" not null,
        kind text not null,
        skin text not null,
        sha256 text not null,
        page text not null,
        file text not null,
        line_number integer,
        column_number integer,
        expression text,
        message text not null,
        error_id text not null,
        times integer not null,
        first_at timestamptz not null,
        last_at timestamptz not null,
        primary key (module_id, key)
      );
      create index on skin_diagnostic (last_at);`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table skin_diagnostic');
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What functions of scripts were called with, redacted and sealed, for as long as the module keeps it. */
export class ScriptRecordings1765000000000 implements MigrationInterface {
  readonly name = 'ScriptRecordings1765000000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table script_recording (
        id uuid primary key,
        module_id text not null,
        function_name text not null,
        script_name text not null,
        script_version integer,
        recorded_at timestamptz not null,
        expires_at timestamptz not null,
        sealed text not null
      );
      create index on script_recording (module_id, function_name, recorded_at desc, id);
      create index on script_recording (expires_at);`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table script_recording');
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Launches that an EHR ordered: what the app is to have in context, under the hash of the value that the app presents (ruling 41). */
export class Launch1764110000000 implements MigrationInterface {
  readonly name = 'Launch1764110000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table launch (
        launch_hash text primary key,
        module_id text not null,
        client_id text not null,
        username text not null,
        audience text,
        context jsonb not null,
        created_at timestamptz not null default gatehouse_now(),
        expires_at timestamptz not null,
        consumed_at timestamptz
      );
      create index on launch (expires_at);`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table launch');
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which key a name of a key at another server stood for first. */
export class ServerKeys1764840000000 implements MigrationInterface {
  readonly name = 'ServerKeys1764840000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table oauth2_server_key (
        server_pid bigint not null,
        kid_hash text not null,
        thumbprint text not null,
        first_seen timestamptz not null,
        primary key (server_pid, kid_hash)
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table oauth2_server_key');
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Failed sign-ins of networks: each puts off by a while when all of them are forgotten. */
export class NetworkFailures1764920100000 implements MigrationInterface {
  readonly name = 'NetworkFailures1764920100000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table network_failures (
        module_id text not null,
        network text not null,
        forgotten_at timestamptz not null,
        primary key (module_id, network)
      );
      create index on network_failures (forgotten_at);`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table network_failures');
  }
}

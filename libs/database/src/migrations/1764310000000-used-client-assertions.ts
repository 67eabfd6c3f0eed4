import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Client assertions that were used, by the SHA-256 of module, client and jti. */
export class UsedClientAssertions1764310000000 implements MigrationInterface {
  readonly name = 'UsedClientAssertions1764310000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'create table used_client_assertion (assertion_hash text primary key, expires_at timestamptz not null)',
    );
    await queryRunner.query('create index on used_client_assertion (expires_at)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table used_client_assertion');
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Authorization requests that clients pushed (RFC 9126). */
export class PushedRequests1764100000000 implements MigrationInterface {
  readonly name = 'PushedRequests1764100000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table pushed_authorization_request (
        uri_hash text primary key,
        module_id text not null,
        client_id text not null,
        request jsonb not null,
        created_at timestamptz not null default gatehouse_now(),
        expires_at timestamptz not null,
        consumed_at timestamptz
      );
      create index on pushed_authorization_request (expires_at);`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table pushed_authorization_request');
  }
}

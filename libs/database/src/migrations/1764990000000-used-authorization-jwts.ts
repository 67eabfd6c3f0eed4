import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Authorization JWTs of CODAP requests that were used, by the SHA-256 of module, issuer and jti. */
export class UsedAuthorizationJwts1764990000000 implements MigrationInterface {
  readonly name = 'UsedAuthorizationJwts1764990000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'create table used_authorization_jwt (jwt_hash text primary key, expires_at timestamptz not null)',
    );
    await queryRunner.query('create index on used_authorization_jwt (expires_at)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table used_authorization_jwt');
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which network a request that waits came from, so that none fills the database. What waited before counts for none. */
export class RequestNetworks1764610000000 implements MigrationInterface {
  readonly name = 'RequestNetworks1764610000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table pending_authorization add column network text;
      create index on pending_authorization (module_id, network, expires_at) where consumed_at is null;
      alter table pushed_authorization_request add column network text;
      create index on pushed_authorization_request (module_id, network, kept_until) where consumed_at is null;`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table pushed_authorization_request drop column network;
      alter table pending_authorization drop column network;`);
  }
}

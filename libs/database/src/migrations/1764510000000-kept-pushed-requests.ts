import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How long a pushed request must be there: until its time is over, or for as long as a browser that brought it may take to answer. */
export class KeptPushedRequests1764510000000 implements MigrationInterface {
  readonly name = 'KeptPushedRequests1764510000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table pushed_authorization_request add column kept_until timestamptz;
      update pushed_authorization_request set kept_until = expires_at + interval '1 day';
      alter table pushed_authorization_request alter column kept_until set not null;
      create index on pushed_authorization_request (kept_until);
      drop index pushed_authorization_request_expires_at_idx;`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create index on pushed_authorization_request (expires_at);
      alter table pushed_authorization_request drop column kept_until;`);
  }
}

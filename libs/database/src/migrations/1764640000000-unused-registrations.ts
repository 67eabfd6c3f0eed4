import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When apps that nobody answers for were last used: those that are used no more are archived, and removed later. */
export class UnusedRegistrations1764640000000 implements MigrationInterface {
  readonly name = 'UnusedRegistrations1764640000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table client_registration add column last_used_at timestamptz not null default gatehouse_now();
      create index on client_registration (last_used_at) where not is_known;
      create index on oauth2_client (archived_at) where archived_at is not null;`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop index oauth2_client_archived_at_idx;
      alter table client_registration drop column last_used_at;`);
  }
}

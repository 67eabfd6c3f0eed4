import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What administrators look for in the audit log beside clients and people that are still there: what happened, and names as they were typed. */
export class AuditSearch1764720100000 implements MigrationInterface {
  readonly name = 'AuditSearch1764720100000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create index audit_event_kind_at_idx on audit_event (kind, at);
      create index audit_event_username_at_idx on audit_event (username, at) where username is not null;`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop index audit_event_kind_at_idx, audit_event_username_at_idx;');
  }
}

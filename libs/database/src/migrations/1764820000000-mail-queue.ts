import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Mails that wait to be sent. */
export class MailQueue1764820000000 implements MigrationInterface {
  readonly name = 'MailQueue1764820000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table mail_queue (
        id bigint generated always as identity primary key,
        module_id text not null,
        sealed bytea not null,
        attempts integer not null default 0,
        due_at timestamptz not null,
        expires_at timestamptz not null,
        created_at timestamptz not null
      );
      create index on mail_queue (due_at);
      create index on mail_queue (module_id);
      create index on mail_queue (expires_at);`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table mail_queue');
  }
}

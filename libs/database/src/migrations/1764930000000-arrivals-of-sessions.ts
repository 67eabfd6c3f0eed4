import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When somebody came by a sign-in, apart from when they proved who they are, which another system may have seen long before. */
export class ArrivalsOfSessions1764930000000 implements MigrationInterface {
  readonly name = 'ArrivalsOfSessions1764930000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table browser_session add column arrived_at timestamptz not null default gatehouse_now();
      update browser_session set arrived_at = auth_time;`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table browser_session drop column arrived_at');
  }
}

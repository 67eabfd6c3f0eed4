import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Registrations remember whether somebody answered for the app from the start. */
export class KnownRegistrations1764620000000 implements MigrationInterface {
  readonly name = 'KnownRegistrations1764620000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table client_registration add column is_known boolean not null default true;
      alter table client_registration alter column is_known drop default;
      update client_registration set is_known = false
        from oauth2_client where pid = client_pid and definition->>'untrusted' = 'true';`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table client_registration drop column is_known');
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Versions of keystores that no later keystore of the same id has again. */
export class KeystoreVersions1764710100000 implements MigrationInterface {
  readonly name = 'KeystoreVersions1764710100000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create sequence keystore_version as integer;
      select setval('keystore_version', coalesce(max(version), 0) + 1, false) from keystore;
      alter table keystore alter column version set default nextval('keystore_version');`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table keystore alter column version set default 1;
      drop sequence keystore_version;`);
  }
}

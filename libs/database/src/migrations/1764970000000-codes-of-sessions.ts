import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Recovery codes that their owner has yet to keep belong to a session, which goes on under new cookies. Those of before are shown no more. */
export class CodesOfSessions1764970000000 implements MigrationInterface {
  readonly name = 'CodesOfSessions1764970000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      delete from shown_recovery_codes;
      alter table shown_recovery_codes rename column browser_hash to sid;`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      delete from shown_recovery_codes;
      alter table shown_recovery_codes rename column sid to browser_hash;`);
  }
}

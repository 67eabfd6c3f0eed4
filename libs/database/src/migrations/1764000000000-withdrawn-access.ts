import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finds the codes a person has not redeemed yet, so that withdrawing access from an app ends them too. */
export class WithdrawnAccess1764000000000 implements MigrationInterface {
  readonly name = 'WithdrawnAccess1764000000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'create index authorization_code_of_person on authorization_code (user_pid, client_id) where consumed_at is null',
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop index authorization_code_of_person');
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Which passwords of a module are hashed in another way than here, by the cost of bcrypt, so that a sign-in finds out the slowest at once; and when
 * another system last said that somebody is there: null once it has said that they are not.
 */
export class SignInBounds1764920000000 implements MigrationInterface {
  readonly name = 'SignInBounds1764920000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create index user_account_foreign_hash on user_account (module_id, substr(password_hash, 5, 2))
        where archived_at is null and password_hash not like '$argon2id$v=19$m=19456,t=2,p=1$%';
      alter table external_identity add column vouched_at timestamptz default gatehouse_now();`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table external_identity drop column vouched_at;
      drop index user_account_foreign_hash;`);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Users that are administered: versions, soft deletion after which the name is free again, a text to search in, and the few who administer the
 * server within reach. Failed sign-ins were never counted in the account, but in sign_in_throttle. Names sort byte by byte wherever the
 * database is.
 */
export class UserAdministration1764740000000 implements MigrationInterface {
  readonly name = 'UserAdministration1764740000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table user_account
        drop constraint user_account_module_id_username_key_key,
        drop column failed_login_attempts,
        alter column username_key type text collate "C",
        add column version integer not null default 1,
        add column archived_at timestamptz,
        add column search_text text not null default '';
      update user_account
        set search_text = lower(normalize(concat_ws(' ', username, family_name, given_name, email), nfkc));
      create unique index user_account_name on user_account (module_id, username_key) where archived_at is null;
      create index user_account_administrator on user_account (pid) where archived_at is null and authorities @? '${ADMINISTERS}';`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop index user_account_administrator, user_account_name;
      delete from user_account where archived_at is not null;
      alter table user_account
        drop column search_text,
        drop column archived_at,
        drop column version,
        alter column username_key type text collate "default",
        add column failed_login_attempts integer not null default 0,
        add constraint user_account_module_id_username_key_key unique (module_id, username_key);`);
  }
}

/** Whoever may have a say in who administers the server; written so in the statement that looks for them. */
const ADMINISTERS =
  '$[*] ? (@.permission == "ROLE_SUPERUSER" || @.permission == "UPDATE_USER" || @.permission == "SAVE_USER")';

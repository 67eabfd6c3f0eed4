import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Passkeys of people, and challenges that were answered already. */
export class Passkeys1764880000000 implements MigrationInterface {
  readonly name = 'Passkeys1764880000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table passkey (
        passkey_id text primary key,
        module_id text not null,
        credential_id text not null,
        user_pid bigint not null references user_account on delete cascade,
        rp_id text not null,
        public_key bytea not null,
        counter bigint not null,
        transports text[] not null,
        is_synced boolean not null,
        is_backed_up boolean not null,
        label text not null,
        created_at timestamptz not null,
        last_used_at timestamptz,
        unique (module_id, credential_id)
      );
      create index on passkey (user_pid);
      create table used_passkey_challenge (
        challenge_hash text primary key,
        expires_at timestamptz not null
      );
      create index on used_passkey_challenge (expires_at);`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop table used_passkey_challenge;
      drop table passkey;`);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keystores as objects, and when each of their keys signs. Keystores that were there as rows of keys alone were generated. */
export class Keystores1764710000000 implements MigrationInterface {
  readonly name = 'Keystores1764710000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table keystore (
        id text collate "C" primary key check (id ~ '^[A-Za-z0-9_-]{1,100}$'),
        kind text not null check (kind in ('generated', 'text', 'file')),
        file_path text,
        pending_keys text,
        keys_digest text,
        rotation_days integer,
        version integer not null default 1,
        created_at timestamptz not null default gatehouse_now(),
        updated_at timestamptz not null default gatehouse_now(),
        check ((kind = 'file') = (file_path is not null))
      );
      insert into keystore (id, kind, created_at, updated_at)
        select keystore_id, 'generated', min(created_at), max(created_at) from signing_key group by keystore_id;
      alter table signing_key rename column created_at to published_at;
      alter table signing_key
        alter column private_jwk_encrypted drop not null,
        add column signs_from timestamptz,
        add column signs_until timestamptz,
        add column longest_token_seconds integer not null default 0,
        add foreign key (keystore_id) references keystore on delete cascade;
      update signing_key set signs_from = published_at;`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      delete from signing_key
        where private_jwk_encrypted is null or signs_from is null or signs_from > gatehouse_now() or signs_until <= gatehouse_now();
      alter table signing_key
        drop constraint signing_key_keystore_id_fkey,
        drop column signs_from,
        drop column signs_until,
        drop column longest_token_seconds,
        alter column private_jwk_encrypted set not null;
      alter table signing_key rename column published_at to created_at;
      drop table keystore;`);
  }
}

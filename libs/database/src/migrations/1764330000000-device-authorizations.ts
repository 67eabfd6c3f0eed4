import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Devices that wait for a person (RFC 8628), and the user codes that were guessed wrong. No code is stored, only hashes of them. */
export class DeviceAuthorizations1764330000000 implements MigrationInterface {
  readonly name = 'DeviceAuthorizations1764330000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table device_authorization (
        device_code_hash text primary key,
        module_id text not null,
        client_id text not null,
        user_code_hash text not null,
        request jsonb not null,
        interval_seconds integer not null,
        last_polled_at timestamptz,
        created_at timestamptz not null default gatehouse_now(),
        expires_at timestamptz not null,
        decided_at timestamptz,
        code_hash text,
        unique (module_id, user_code_hash)
      );
      create index on device_authorization (module_id, expires_at);
      create index on device_authorization (expires_at);

      create table user_code_guess (
        module_id text not null,
        subject_key text not null,
        failures integer not null,
        window_started_at timestamptz not null,
        primary key (module_id, subject_key)
      );
      create index on user_code_guess (window_started_at);`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table user_code_guess, device_authorization');
  }
}

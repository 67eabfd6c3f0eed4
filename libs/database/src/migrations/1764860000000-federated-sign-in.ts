import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Sign-ins that are under way at another server, what is kept of them for the sign-out there, and sign-outs that are under way. */
export class FederatedSignIn1764860000000 implements MigrationInterface {
  readonly name = 'FederatedSignIn1764860000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table federated_sign_in (
        state_hash text primary key,
        module_id text not null,
        server_pid bigint not null,
        browser_hash text not null,
        sealed text not null,
        network text not null,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        consumed_at timestamptz
      );
      create index on federated_sign_in (expires_at);
      create index on federated_sign_in (module_id, browser_hash) where consumed_at is null;
      create index on federated_sign_in (module_id, network, expires_at) where consumed_at is null;

      create table federated_session (
        module_id text not null,
        browser_hash text not null,
        user_pid bigint not null references user_account on delete cascade,
        server_pid bigint not null,
        sealed text not null,
        expires_at timestamptz not null,
        primary key (module_id, browser_hash)
      );
      create index on federated_session (expires_at);
      create index on federated_session (user_pid);

      create table federated_sign_out (
        state_hash text primary key,
        module_id text not null,
        location text,
        client_id text,
        expires_at timestamptz not null,
        consumed_at timestamptz
      );
      create index on federated_sign_out (expires_at);`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop table federated_sign_out;
      drop table federated_session;
      drop table federated_sign_in;`);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which clients know of a browser session, and which of them have yet to be told that it ended. */
export class BackChannelLogout1764200000000 implements MigrationInterface {
  readonly name = 'BackChannelLogout1764200000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table session_client (
        module_id text not null,
        sid text not null,
        client_id text not null,
        expires_at timestamptz not null,
        primary key (module_id, sid, client_id)
      );
      create index on session_client (expires_at);

      create table back_channel_logout (
        id bigint generated always as identity primary key,
        module_id text not null,
        sid text not null,
        client_id text not null,
        user_pid bigint not null,
        username text not null,
        attempts integer not null default 0,
        due_at timestamptz not null,
        created_at timestamptz not null default gatehouse_now()
      );
      create index on back_channel_logout (due_at);`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table back_channel_logout, session_client');
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Ids of archived clients can be taken anew; a client's incarnation counts those that had its id before, so that nothing given to them is its
 * own. Lists come in the order of bytes. When clients and their redirect URIs were last used is kept, too,
 * and since when that is so.
 */
export class ClientAdministration1764730000000 implements MigrationInterface {
  readonly name = 'ClientAdministration1764730000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table oauth2_client add column incarnation integer not null default 0, add column last_used_at timestamptz,
        add column watched_since timestamptz not null default gatehouse_now();
      alter table oauth2_client drop constraint oauth2_client_module_id_client_id_key;
      create unique index oauth2_client_id on oauth2_client (module_id, client_id) where archived_at is null;
      create index oauth2_client_former_id on oauth2_client (module_id, client_id) where archived_at is not null;
      create index oauth2_client_order on oauth2_client (module_id collate "C", client_id collate "C")
        include (pid, enabled) where archived_at is null;
      alter table approval add column incarnation integer not null default 0;

      create table client_redirect_use (
        client_pid bigint not null references oauth2_client on delete cascade,
        redirect_uri text not null,
        last_used_at timestamptz not null,
        primary key (client_pid, redirect_uri)
      );`);
  }

  /** Only one client of an id can remain: the one that is not archived, else the latest. */
  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop table client_redirect_use;
      alter table approval drop column incarnation;
      delete from oauth2_client c using oauth2_client later
        where c.module_id = later.module_id and c.client_id = later.client_id and c.incarnation < later.incarnation;
      drop index oauth2_client_order, oauth2_client_former_id, oauth2_client_id;
      alter table oauth2_client drop column incarnation, drop column last_used_at, drop column watched_since,
        add constraint oauth2_client_module_id_client_id_key unique (module_id, client_id);`);
  }
}

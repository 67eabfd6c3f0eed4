import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Web origins of clients in rows of their own: an index finds them, however many clients there are. */
export class ClientOrigins1764600000000 implements MigrationInterface {
  readonly name = 'ClientOrigins1764600000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table client_origin (
        module_id text not null,
        origin text not null,
        client_pid bigint not null references oauth2_client on delete cascade,
        primary key (module_id, origin, client_pid)
      );
      create index on client_origin (client_pid);
      insert into client_origin
        select distinct module_id, jsonb_array_elements_text(definition->'origins'), pid from oauth2_client;
      update oauth2_client set definition = definition - 'origins';`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      update oauth2_client set definition = definition || jsonb_build_object('origins',
        (select coalesce(jsonb_agg(origin), '[]') from client_origin where client_pid = pid));
      drop table client_origin;`);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * An index for parts of the ids and names of clients: among 100,000 a search takes milliseconds in place of a second. It needs the extension
 * pg_trgm, which comes with PostgreSQL; where the server has none, or the account may not create it, searches look through all clients as before.
 */
export class ClientSearch1764730100000 implements MigrationInterface {
  readonly name = 'ClientSearch1764730100000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      do $$ begin
        create extension if not exists pg_trgm;
        create index oauth2_client_search on oauth2_client using gin (client_id gin_trgm_ops, client_name gin_trgm_ops)
          where archived_at is null;
      exception when insufficient_privilege or undefined_file or feature_not_supported then
        raise notice 'pg_trgm is not available: %', sqlerrm;
      end $$;`);
  }

  /** The extension stays: others may have come to use it. */
  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop index if exists oauth2_client_search');
  }
}

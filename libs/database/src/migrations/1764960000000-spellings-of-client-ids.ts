import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Client ids by the spelling in which people's chosen names are compared with them. The query writes the expression letter by letter. Of the kind `hash`,
 * because compatible spellings can be too long for another index.
 */
export class SpellingsOfClientIds1764960000000 implements MigrationInterface {
  readonly name = 'SpellingsOfClientIds1764960000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create index oauth2_client_spelling on oauth2_client
        using hash (lower(regexp_replace(btrim(normalize(client_id, NFKC)), '\\s+', ' ', 'g')));`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop index oauth2_client_spelling');
  }
}

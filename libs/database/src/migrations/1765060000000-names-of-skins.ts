import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the files of skins were called, each time one came: the same JAR may come by several names, and one name may lead to several. */
export class NamesOfSkins1765060000000 implements MigrationInterface {
  readonly name = 'NamesOfSkins1765060000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table skin_name (
        file_name text collate "C" not null,
        origin text not null,
        sha256 text collate "C" not null references skin on delete cascade,
        number bigint generated always as identity,
        primary key (file_name, origin, sha256)
      );
      create index on skin_name (file_name, number);
      create index on skin_name (sha256);
      insert into skin_name (file_name, origin, sha256)
        select file_name, origin, sha256 from skin where file_name <> '' order by number;`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table skin_name;');
  }
}

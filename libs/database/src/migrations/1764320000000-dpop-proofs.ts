import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The DPoP proofs that were used, so that none is accepted twice (RFC 9449 §11.1). Only hashes of their ids are stored. */
export class DpopProofs1764320000000 implements MigrationInterface {
  readonly name = 'DpopProofs1764320000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table dpop_proof (
        proof_hash text primary key,
        expires_at timestamptz not null
      );
      create index on dpop_proof (expires_at);`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table dpop_proof;');
  }
}

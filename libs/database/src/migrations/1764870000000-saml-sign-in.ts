import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Sign-ins that are under way at a SAML identity provider, what came of them until the browser fetches it, and the assertions that were used. */
export class SamlSignIn1764870000000 implements MigrationInterface {
  readonly name = 'SamlSignIn1764870000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table saml_request (
        request_hash text primary key,
        module_id text not null,
        saml_module_id text not null,
        browser_hash text not null,
        is_renewed boolean not null,
        sealed text not null,
        network text not null,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        consumed_at timestamptz
      );
      create index on saml_request (expires_at);
      create index on saml_request (module_id, browser_hash) where consumed_at is null;
      create index on saml_request (module_id, network, expires_at) where consumed_at is null;

      create table saml_outcome (
        outcome_hash text primary key,
        module_id text not null,
        saml_module_id text not null,
        browser_hash text not null,
        sealed text not null,
        expires_at timestamptz not null,
        consumed_at timestamptz
      );
      create index on saml_outcome (expires_at);
      create index on saml_outcome (module_id, browser_hash) where consumed_at is null;

      create table used_saml_assertion (
        assertion_hash text primary key,
        expires_at timestamptz not null
      );
      create index on used_saml_assertion (expires_at);`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop table used_saml_assertion;
      drop table saml_outcome;
      drop table saml_request;`);
  }
}

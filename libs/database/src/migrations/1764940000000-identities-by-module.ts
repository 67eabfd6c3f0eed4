import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What stands for source, issuer and subject: SHA-256 of the three as a JSON list, in base64url. */
const hashOf = (source: string): string =>
  `translate(rtrim(encode(sha256(convert_to('[' || to_json(${source})::text || ',' || to_json(i.issuer)::text || ',' || to_json(i.subject)::text || ']',
    'UTF8')), 'base64'), '='), '+/', '-_')`;

/**
 * People of other OpenID Connect servers are known by the module that defines the server and by its issuer, no longer by the number of the definition,
 * which another one of the same issuer does not have. Where two accounts are of one person that of the definition which is not archived stays theirs.
 */
export class IdentitiesByModule1764940000000 implements MigrationInterface {
  readonly name = 'IdentitiesByModule1764940000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create temporary table identity_by_module on commit drop as
        select i.module_id, i.identity_hash, n.source, row_number() over (partition by i.module_id, n.source, i.issuer, i.subject
            order by s.archived_at is null desc, i.created_at desc) as place
          from external_identity i
          join oauth2_server s on s.pid = substring(i.source from '^oidc:([0-9]+)(?::client)?$')::bigint
          cross join lateral (select case when i.source like '%:client' then 'oidc-client:' else 'oidc:' end || s.module_id as source) n;
      delete from external_identity i using identity_by_module m
        where m.module_id = i.module_id and m.identity_hash = i.identity_hash and m.place > 1;
      update external_identity i set source = m.source, identity_hash = ${hashOf('m.source')} from identity_by_module m
        where m.module_id = i.module_id and m.identity_hash = i.identity_hash;
      drop table identity_by_module;
      create index external_identity_issuer on external_identity (md5(issuer), source);`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop index external_identity_issuer;
      update external_identity i set source = n.source, identity_hash = ${hashOf('n.source')}
        from (
          select e.module_id, e.identity_hash, 'oidc:' || s.pid || case when e.source like 'oidc-client:%' then ':client' else '' end as source
            from external_identity e cross join lateral (
              select pid from oauth2_server where module_id = substring(e.source from '^oidc(?:-client)?:(.*)$') and issuer_key = e.issuer
              order by archived_at is null desc, archived_at desc limit 1
            ) s
        ) n
        where n.module_id = i.module_id and n.identity_hash = i.identity_hash;`);
  }
}

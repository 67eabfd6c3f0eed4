import { Inject, Injectable } from '@nestjs/common';
import { SQL, type Sql } from '#database/sql.port';
import { sha256Base64Url } from '#protocol/hash';
import type { DpopProof } from '#protocol/oauth2/dpop-proof';
import type { DpopProofStore } from '../dpop-proof.store.js';

const CLAIM = {
  name: 'dpop_proof_claim',
  text: `INSERT INTO dpop_proof (proof_hash, expires_at) VALUES ($1, gatehouse_now() + make_interval(secs => $2))
         ON CONFLICT DO NOTHING RETURNING 1`,
};

/** {@link DpopProofStore} in PostgreSQL. */
@Injectable()
export class SqlDpopProofStore implements DpopProofStore {
  constructor(@Inject(SQL) private readonly sql: Sql) {}

  async claim(moduleId: string, { jkt, jti, secondsLeft }: DpopProof): Promise<boolean> {
    const proofHash = sha256Base64Url(`${moduleId}|${jkt}|${jti}`);
    return (await this.sql.query(CLAIM, [proofHash, secondsLeft])).length === 1;
  }
}

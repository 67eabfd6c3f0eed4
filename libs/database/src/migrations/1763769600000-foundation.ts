import type { MigrationInterface, QueryRunner } from 'typeorm';
import { audit } from './foundation/audit.js';
import { clients } from './foundation/clients.js';
import { signInState } from './foundation/sign-in-state.js';
import { timeAndChanges } from './foundation/time-and-changes.js';
import { tokens } from './foundation/tokens.js';
import { users } from './foundation/users.js';

const parts = [timeAndChanges, clients, users, signInState, tokens, audit];

/** Everything the first version of Gatehouse stores. */
export class Foundation1763769600000 implements MigrationInterface {
  readonly name = 'Foundation1763769600000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const part of parts) await queryRunner.query(part.up);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const part of parts.toReversed()) await queryRunner.query(part.down);
  }
}

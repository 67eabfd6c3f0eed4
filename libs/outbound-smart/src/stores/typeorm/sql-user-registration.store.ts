import { Inject, Injectable } from '@nestjs/common';
import { SQL, type Sql } from '#database/sql.port';
import type {
  ClaimedRegistration,
  NewRegistration,
  Registrant,
  RegistrationKey,
  UserRegistrationStore,
} from '../user-registration.store.js';

/** Guesses of one code. */
const MOST_GUESSES = 5;
/** Names that may be tried with one address: whoever would learn which are taken needs another mailbox for each few. */
const MOST_CHOICES = 20;
const OWN = 'module_id = $1 AND handle_hash = $2 AND browser_hash = $3 AND expires_at > gatehouse_now()';

const ADD = {
  name: 'user_registration_add',
  text: `INSERT INTO user_registration (module_id, handle_hash, browser_hash, code_hash, email, given_name, family_name, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, gatehouse_now() + make_interval(secs => $8))`,
};
const GUESS = {
  name: 'user_registration_guess',
  text: `UPDATE user_registration SET guesses = guesses + 1, is_proven = code_hash = $4 AND email IS NOT NULL
          WHERE ${OWN} AND NOT is_proven AND guesses < ${String(MOST_GUESSES)}
         RETURNING is_proven, guesses`,
};
const CHOOSE = {
  name: 'user_registration_choose',
  text: `UPDATE user_registration SET choices = choices + 1 WHERE ${OWN} AND is_proven AND choices < ${String(MOST_CHOICES)}
         RETURNING email, given_name, family_name`,
};
const FIND = { name: 'user_registration_find', text: `SELECT FROM user_registration WHERE ${OWN} AND is_proven` };
const CLAIM = {
  name: 'user_registration_claim',
  text: `DELETE FROM user_registration WHERE ${OWN} AND is_proven RETURNING to_jsonb(user_registration)::text AS row`,
};
const GIVE_BACK = {
  name: 'user_registration_give_back',
  text: `INSERT INTO user_registration SELECT * FROM jsonb_populate_record(NULL::user_registration, $1::jsonb) ON CONFLICT DO NOTHING`,
};

/** {@link UserRegistrationStore} in PostgreSQL. */
@Injectable()
export class SqlUserRegistrationStore implements UserRegistrationStore {
  constructor(@Inject(SQL) private readonly sql: Sql) {}

  async add({ codeHash, registrant, lifetimeSeconds, ...key }: NewRegistration): Promise<void> {
    const who = [registrant?.email ?? null, registrant?.givenName ?? '', registrant?.familyName ?? ''];
    await this.sql.query(ADD, [...valuesOf(key), codeHash, ...who, lifetimeSeconds]);
  }

  async guess(key: RegistrationKey, codeHash: string): Promise<'right' | 'wrong' | 'over'> {
    const values = [...valuesOf(key), codeHash];
    const [row] = await this.sql.query<{ is_proven: boolean; guesses: number }>(GUESS, values);
    if (row === undefined) return 'over';
    if (row.is_proven) return 'right';
    return row.guesses < MOST_GUESSES ? 'wrong' : 'over';
  }

  async choose(key: RegistrationKey): Promise<Registrant | undefined> {
    const [row] = await this.sql.query<{ email: string; given_name: string; family_name: string }>(
      CHOOSE,
      valuesOf(key),
    );
    return row && { email: row.email, givenName: row.given_name, familyName: row.family_name };
  }

  async isProven(key: RegistrationKey): Promise<boolean> {
    return (await this.sql.query(FIND, valuesOf(key))).length === 1;
  }

  async claim(key: RegistrationKey): Promise<ClaimedRegistration | undefined> {
    const [claimed] = await this.sql.query<ClaimedRegistration>(CLAIM, valuesOf(key));
    return claimed;
  }

  async giveBack({ row }: ClaimedRegistration): Promise<void> {
    await this.sql.query(GIVE_BACK, [row]);
  }
}

function valuesOf({ moduleId, handleHash, browserHash }: RegistrationKey): readonly string[] {
  return [moduleId, handleHash, browserHash];
}

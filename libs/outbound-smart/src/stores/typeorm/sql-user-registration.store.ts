import { Inject, Injectable } from '@nestjs/common';
import { SQL, type Sql } from '#database/sql.port';
import type { CodeVerdict, MailedCodeKey } from '../mailed-code.js';
import type {
  ClaimedRegistration,
  NewRegistration,
  Registrant,
  UserRegistrationStore,
} from '../user-registration.store.js';
import { guessing, judged, OWN, valuesOf } from './mailed-codes.js';

/** Names that may be tried with one address: whoever would learn which are taken needs another mailbox for each few. */
const MOST_CHOICES = 20;

const ADD = {
  name: 'user_registration_add',
  text: `INSERT INTO user_registration (module_id, handle_hash, browser_hash, code_hash, email, given_name, family_name, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, gatehouse_now() + make_interval(secs => $8))`,
};
const GUESS = guessing('user_registration', 'email');
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

  guess(key: MailedCodeKey, codeHash: string): Promise<CodeVerdict> {
    return judged(this.sql, GUESS, { ...key, codeHash });
  }

  async choose(key: MailedCodeKey): Promise<Registrant | undefined> {
    const [row] = await this.sql.query<{ email: string; given_name: string; family_name: string }>(
      CHOOSE,
      valuesOf(key),
    );
    return row && { email: row.email, givenName: row.given_name, familyName: row.family_name };
  }

  async isProven(key: MailedCodeKey): Promise<boolean> {
    return (await this.sql.query(FIND, valuesOf(key))).length === 1;
  }

  async claim(key: MailedCodeKey): Promise<ClaimedRegistration | undefined> {
    const [claimed] = await this.sql.query<ClaimedRegistration>(CLAIM, valuesOf(key));
    return claimed;
  }

  async giveBack({ row }: ClaimedRegistration): Promise<void> {
    await this.sql.query(GIVE_BACK, [row]);
  }
}

import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { SignJWT } from 'jose';
import { postForm } from './app.js';
import { assertionFields, signedJwt } from './client-assertions.js';
import { cryptoKeyOf, type ClientKey } from './client-keys.js';
import { answered, type Answer } from './endpoint-calls.js';
import { rowsOf } from './rows.js';

export const CODAP_GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/** The organisation of the client `partner`. */
export const ORGANIZATION = 'https://ehr.partner.example';

type Members = Readonly<Record<string, unknown>>;

export const practitioner = {
  resourceType: 'Practitioner',
  id: 'prac-77',
  identifier: [{ system: 'https://license.example', value: 'D-4711' }],
  name: [{ use: 'official', family: 'Careful', given: ['Adam', 'B.'] }],
  telecom: [{ system: 'email', value: 'adam@partner.example' }],
};

export const patient = { resourceType: 'Patient', id: '123', name: [{ family: 'Chalmers' }] };

/** The documents' sample (16.6), its lost braces restored, and nothing else. */
export const DOCUMENTED_SCRIPT = readFileSync('test/scripts/codap/document.js', 'utf8');

/** A request that is right unless it is changed: a claim or a member set to undefined is left out. */
export interface CodapWish {
  readonly clientId?: string;
  /** Signs both JWTs, unless the authorization JWT has a key of its own. */
  readonly key?: ClientKey;
  readonly authorizationKey?: ClientKey;
  readonly authorization?: Members;
  readonly authorizationHeader?: Members;
  readonly authentication?: Members;
  readonly practitioner?: Members;
  readonly patient?: Members;
  /** Further parameters, or others. */
  readonly fields?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A system of another organisation, as a client library signs for it. */
export class CodapClient {
  constructor(
    private readonly issuer: string,
    private readonly key: ClientKey,
    private readonly clientId = 'partner',
  ) {}

  /** The claims of a good authorization JWT. */
  claims(wish: CodapWish = {}): Members {
    const now = Math.floor(Date.now() / 1_000);
    const requesting = { ...practitioner, ...wish.practitioner };
    return {
      iss: ORGANIZATION,
      sub: requesting.id,
      aud: `${this.issuer}/oauth/token`,
      acr: 'urn:partner:loa:3',
      ...{ iat: now, exp: now + 300, jti: randomUUID() },
      requested_record: { ...patient, ...wish.patient },
      requested_scopes: 'patient/*.rs openid',
      requesting_practitioner: requesting,
      reason_for_request: 'TREAT',
      ...wish.authorization,
    };
  }

  /** Signed by the library that clients use. */
  async assertion(wish: CodapWish = {}): Promise<string> {
    const key = wish.authorizationKey ?? wish.key ?? this.key;
    const header = { alg: key.alg, kid: key.kid, typ: 'JWT', ...wish.authorizationHeader };
    if (wish.authorizationHeader !== undefined) return signedJwt(key, header, this.claims(wish));
    return new SignJWT({ ...this.claims(wish) }).setProtectedHeader(header).sign(await cryptoKeyOf(key));
  }

  async authentication({ key = this.key, clientId = this.clientId, authentication }: CodapWish = {}): Promise<string> {
    const claims = { iss: clientId, sub: clientId, aud: `${this.issuer}/oauth/token`, jti: randomUUID() };
    return new SignJWT({ ...claims, ...authentication })
      .setProtectedHeader({ alg: key.alg, kid: key.kid, typ: 'JWT' })
      .setIssuedAt()
      .setExpirationTime('5 minutes')
      .sign(await cryptoKeyOf(key));
  }

  async ask(wish: CodapWish = {}): Promise<Answer> {
    return this.send({
      ...assertionFields(await this.authentication(wish)),
      assertion: await this.assertion(wish),
      ...wish.fields,
    });
  }

  async send(
    fields: Readonly<Record<string, string>>,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    return answered(postForm(`${this.issuer}/oauth/token`, { grant_type: CODAP_GRANT, ...fields }, headers));
  }
}

/** What the audit log says of a token request. */
export interface CodapRecord {
  readonly kind: string;
  readonly outcome: string;
  readonly username: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly flow_id: string | null;
}

/** The latest record of a token request, given or refused. */
export async function latestRecord(databaseUrl: string): Promise<CodapRecord> {
  const [row] = await rowsOf<CodapRecord>(
    databaseUrl,
    `select kind, outcome, username, detail, flow_id from audit_event
      where kind in ('TOKEN', 'TOKEN_REFUSAL') order by sequence desc limit 1`,
  );
  if (row === undefined) throw new Error('There is no record of a token request.');
  return row;
}

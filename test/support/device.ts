import { postForm } from './app.js';
import { kindOf } from './authorization.js';
import { answered, type Answer } from './endpoint-calls.js';
import type { Page, Person } from './person.js';
import { amelia } from './test-users.js';

export const DEVICE_CODE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

type Fields = Readonly<Record<string, string>>;

/** What a device gets to begin with. */
export interface DeviceCodes {
  readonly device_code: string;
  readonly user_code: string;
}

/** Asks for codes (RFC 8628 §3.1), as client `tv` unless the fields or the headers name another. */
export async function startDevice(
  issuer: string,
  fields: Fields = { client_id: 'tv', scope: 'openid patient/*.rs offline_access' },
  headers: Fields = {},
): Promise<Answer> {
  return answered(postForm(`${issuer}/oauth/device_authorization`, fields, headers));
}

/** Codes of a device that is accepted. */
export async function deviceCodes(issuer: string, fields?: Fields): Promise<DeviceCodes> {
  const { status, body, text } = await startDevice(issuer, fields);
  if (status !== 200) throw new Error(`No codes, but ${String(status)}: ${text}`);
  return body as unknown as DeviceCodes;
}

/** Asks whether the person has answered. */
export async function poll(
  issuer: string,
  device_code: string,
  fields: Fields = { client_id: 'tv' },
  headers: Fields = {},
): Promise<Answer> {
  return answered(
    postForm(`${issuer}/oauth/token`, { grant_type: DEVICE_CODE_GRANT, device_code, ...fields }, headers),
  );
}

/** A person types a code; what comes is the page that asks whether it is their device, or the same page with an error. */
export async function typeCode(person: Person, issuer: string, user_code: string): Promise<Page> {
  return person.submit(await person.open(`${issuer}/device`), { user_code });
}

/** A person types a code and says it is theirs; what comes is the sign-in or the approval. */
export async function enterCode(person: Person, issuer: string, userCode: string): Promise<Page> {
  return person.submit(await typeCode(person, issuer, userCode), {});
}

/** Types the code, signs in where asked, and stands before the approval. */
export async function approvalOf(
  person: Person,
  issuer: string,
  userCode: string,
  credentials: { username: string; password: string } = amelia,
): Promise<Page> {
  const page = await enterCode(person, issuer, userCode);
  return kindOf(page) === 'sign-in' ? person.signIn(page, credentials) : page;
}

/** The whole way: what comes is the page that sends the person back to the device. */
export async function allowDevice(person: Person, issuer: string, userCode: string): Promise<Page> {
  return person.approve(await approvalOf(person, issuer, userCode));
}

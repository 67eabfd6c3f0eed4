import { obtainCode, postForm, redemption } from './app.js';
import type { AdminServer } from './admin-server.js';
import { newClientKey } from './client-keys.js';
import { CodapClient } from './codap.js';
import { kindOf, requestUrl } from './authorization.js';
import { allowDevice, approvalOf, deviceCodes, poll } from './device.js';
import { introspect, refresh, tokensFor, userinfo } from './endpoint-calls.js';
import type { FederatedUpstream } from './federated-upstream.js';
import type { MailServer } from './mail-server.js';
import { linkOn, Person, type Page } from './person.js';
import type { SamlIdp } from './saml-idp.js';
import { answerTo, deliver, ledTo, requestIn } from './saml-site.js';
import { directoryPasswords } from './slapd-entries.js';
import { giveTotp } from './totp.js';

/** Of the client `partner`, which brings people of its own. */
export const partnerKey = newClientKey('ES384', 'partner');

/** Somebody with an account whose password is kept here. */
export interface Resident {
  readonly username: string;
  readonly password: string;
  readonly email: string;
}

/** Where ways in begin. */
export interface WayPlace {
  readonly server: AdminServer;
  /** Issuer of the module whose people are those of a directory. */
  readonly staffIssuer: string;
  readonly upstream: FederatedUpstream;
  readonly idp: SamlIdp;
  readonly mails: MailServer;
}

/** The last step of a way: whether it led in. */
export type LastStep = () => Promise<boolean>;

/** A way to somebody's account, up to its last step. */
export interface WayIn {
  /** Whose account it is; a resident of a fixed name where it does not say. */
  readonly account?: (place: WayPlace) => { readonly moduleId: string; readonly username: string };
  go(place: WayPlace, resident: Resident): Promise<LastStep>;
}

const SCOPE = 'openid user/*.rs offline_access cdr_all_user_authorities';
const USERS = '/user-management/Master/local_security';
const NEW_PASSWORD = 'plum ladder quiet harbour';
const isIn = (page: Page): boolean => ['approval', 'answer'].includes(kindOf(page));
const isDone = ({ status }: { readonly status: number }): boolean => status === 200;

/** Every way by which somebody gets in, or goes on who is in. */
export const waysIn: Readonly<Record<string, WayIn>> = {
  'the password at the sign-in page': {
    go: async ({ server }, resident) => {
      const [person, form] = await formAt(server.issuer);
      return async () => isIn(await person.signIn(form, resident));
    },
  },
  'a code of an authenticator app': {
    go: async ({ server }, resident) => {
      const app = await giveTotp(server, resident.username);
      const [person, form] = await formAt(server.issuer);
      const page = await person.signIn(form, resident);
      if (!page.text.includes('id="second-factor-form"')) throw new Error('Nobody asks for a code.');
      return async () => isIn(await person.submit(page, { code: await app.next() }));
    },
  },
  'an approval that is shown': {
    go: async ({ server }, resident) => {
      const [person, approval] = await approvalAt(server.issuer, resident);
      return async () => kindOf(await person.approve(approval)) === 'answer';
    },
  },
  'a session, for an app': {
    go: async ({ server }, resident) => {
      const [person] = await approvalAt(server.issuer, resident);
      return async () => isIn(await person.open(requestUrl(server.issuer, { scope: SCOPE })));
    },
  },
  'the page of the account': {
    go: async ({ server }, resident) => {
      const [person] = await approvalAt(server.issuer, resident);
      return async () => (await person.open(`${server.issuer}/account`)).text.includes('id="page-account"');
    },
  },
  'a code that was issued': {
    go: async ({ server }, resident) => {
      const issued = await obtainCode(server.issuer, { scope: SCOPE }, new Person(), resident);
      return async () => isDone(await postForm(`${server.issuer}/oauth/token`, redemption(issued)));
    },
  },
  'a refresh token': {
    go: async (place, resident) => {
      const { refresh_token } = await tokensOf(place, resident);
      return async () => isDone(await refresh(place.server.issuer, refresh_token));
    },
  },
  'an access token at userinfo': {
    go: async (place, resident) => {
      const { access_token } = await tokensOf(place, resident);
      return async () => isDone(await userinfo(place.server.issuer, access_token));
    },
  },
  'an access token that is asked about': {
    go: async (place, resident) => {
      const { access_token } = await tokensOf(place, resident);
      return async () => (await introspect(place.server.issuer, access_token)).body['active'] === true;
    },
  },
  'an access token at the admin API': {
    go: async (place, resident) => {
      const { access_token: token } = await tokensOf(place, resident);
      return async () => isDone(await place.server.as({ token }).get(USERS));
    },
  },
  'the password at the admin API': {
    go: async ({ server }, resident) => {
      await server.as(resident).get(USERS);
      return async () => isDone(await server.as(resident).get(USERS));
    },
  },
  'the password grant': {
    go: async ({ server }, { username, password }) => {
      const fields = { grant_type: 'password', client_id: 'old-app', scope: 'openid', username, password };
      return async () => isDone(await postForm(`${server.issuer}/oauth/token`, fields));
    },
  },
  'the approval of a device': {
    go: async ({ server }, resident) => {
      const { user_code } = await deviceCodes(server.issuer, { client_id: 'tv', scope: 'openid user/*.rs' });
      const person = new Person();
      const approval = await approvalOf(person, server.issuer, user_code, resident);
      return async () => (await person.approve(approval)).text.includes('id="page-device-done"');
    },
  },
  'a device that was allowed': {
    go: async ({ server }, resident) => {
      const codes = await deviceCodes(server.issuer, { client_id: 'tv', scope: 'openid user/*.rs' });
      await allowDevice(await personAt(server.issuer, resident), server.issuer, codes.user_code);
      return async () => isDone(await poll(server.issuer, codes.device_code));
    },
  },
  'a mailed code for a new password': {
    go: async ({ server, mails }, { username, email }) => {
      const [person, form] = await formAt(server.issuer);
      const page = await person.submit(await person.open(linkOn(form, 'forgot-password')), { username });
      const { text } = await mails.next(email, 'Your code for a new password');
      const code = /Code: (\d{6})/.exec(text)?.[1] ?? '';
      const last = await person.submit(page, { code });
      const wish = { new_password: NEW_PASSWORD, repeated_password: NEW_PASSWORD };
      return async () =>
        isIn(await person.signIn(await person.submit(last, wish), { username, password: NEW_PASSWORD }));
    },
  },
  'an answer of another server': {
    account: ({ upstream }) => ({
      moduleId: 'local_security',
      username: `maria@${new URL(upstream.issuer).host}`,
    }),
    go: async ({ server, upstream }) => {
      const [person] = await formAt(server.issuer);
      const away = await person.open(`${server.issuer}/oauth2/authorization/one`);
      const callback = upstream.signIn(ledTo(away), { claims: { sub: 'maria' } });
      return async () => isIn(await person.open(callback.href));
    },
  },
  'an answer of a SAML identity provider': {
    account: () => ({ moduleId: 'local_security', username: 'mila' }),
    go: async ({ server, idp }) => {
      const [person, form] = await formAt(server.issuer);
      const away = ledTo(await person.open(linkOn(form, 'saml-sign-in')));
      const back = ledTo(await deliver(requestIn(away).acs, answerTo(idp, away)));
      return async () => isIn(await person.open(back));
    },
  },
  'a password that a directory knows': {
    account: () => ({ moduleId: 'directory', username: 'bob' }),
    go: async ({ staffIssuer }) => {
      const [person, form] = await formAt(staffIssuer);
      return async () => isIn(await person.signIn(form, { username: 'bob', password: directoryPasswords.bob }));
    },
  },
  'two JWTs of an organisation': {
    account: () => ({ moduleId: 'local_security', username: 'D-4711' }),
    go: ({ server }) => {
      const ehr = new CodapClient(server.issuer, partnerKey);
      return Promise.resolve(async () => isDone(await ehr.ask()));
    },
  },
  'an access token of another server': {
    account: ({ upstream }) => ({ moduleId: 'smart_in', username: `holder@${new URL(upstream.issuer).host}` }),
    go: async ({ server, upstream }) => {
      const claims = {
        sub: 'holder',
        preferred_username: 'holder',
        aud: 'https://fhir.example/r4',
        client_id: 'theirs',
      };
      const caller = server.as({ token: upstream.upstream.token(claims) });
      // Everybody whose token is believed is known; nobody may do anything by that alone.
      return async () => (await caller.get(USERS)).status !== 401;
    },
  },
};

async function formAt(issuer: string): Promise<[Person, Page]> {
  const person = new Person();
  return [person, await person.open(requestUrl(issuer, { scope: SCOPE }))];
}

async function approvalAt(issuer: string, resident: Resident): Promise<[Person, Page]> {
  const [person, form] = await formAt(issuer);
  return [person, await person.signIn(form, resident)];
}

async function personAt(issuer: string, resident: Resident): Promise<Person> {
  const [person] = await approvalAt(issuer, resident);
  return person;
}

function tokensOf({ server: { issuer } }: WayPlace, credentials: Resident) {
  return tokensFor(issuer, { scope: SCOPE, credentials });
}

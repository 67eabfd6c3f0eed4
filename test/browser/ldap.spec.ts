import { jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { authorizeUrl, newPkce, postForm } from '../support/app.js';
import { launchBrowser, withPage } from '../support/browser.js';
import { ldapModuleLines, ldapProperties } from '../support/ldap-module.js';
import { Slapd } from '../support/slapd.js';
import { directoryPasswords } from '../support/slapd-entries.js';
import { signIn } from '../support/smart-app/steps.js';
import { REDIRECT_URI } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

// A server, a directory and a browser, on a machine that may be busy.
jest.setTimeout(60_000);

let browser: Browser;
let slapd: Slapd;
let server: TestServer;

beforeAll(async () => {
  [browser, slapd] = await Promise.all([launchBrowser(), Slapd.start()]);
  const properties = ldapProperties(slapd, { global_permissions: 'ROLE_FHIR_CLIENT' });
  server = await startTestServer({
    properties: [
      ...ldapModuleLines('directory', properties),
      'module.staff.type=SECURITY_OUT_SMART',
      'module.staff.requires.SECURITY_IN_UP=directory',
      'module.staff.config.bind_address=127.0.0.1',
      'module.staff.config.port=PORT',
      'module.staff.config.context_path=/staff',
      'module.staff.config.issuer.url=http://127.0.0.1:PORT/staff',
      'module.staff.config.seed_clients.file=classpath:clients.json',
    ],
  });
});

afterAll(async () => {
  await browser.close();
  await server.stop();
  await slapd.close();
});

test('a person of a directory signs in on the built-in page, by the name or the address they like, and the app gets its tokens', async () => {
  const issuer = `${server.issuer}/staff`;
  const { verifier, challenge } = newPkce();
  const tokens = await withPage(browser, {}, async (page) => {
    const says = (hasText: string) => page.locator('#sign-in-error-text', { hasText }).waitFor();
    const returned = page.waitForRequest((request) => request.url().startsWith(REDIRECT_URI));
    await page.goto(authorizeUrl(issuer, { code_challenge: challenge, scope: 'openid profile user/*.rs' }));
    await signIn(page, { username: 'alice@example.org', password: 'wrong' });
    await says('not correct');

    await slapd.stop();
    await signIn(page, { username: 'alice@example.org', password: directoryPasswords.alice });
    await says('Sign-in is not available right now');

    await slapd.run();
    await signIn(page, { username: 'alice@example.org', password: directoryPasswords.alice });
    await page.click('#allow');
    const code = new URL((await returned).url()).searchParams.get('code') ?? '';
    const redemption = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT_URI, client_id: 'public-app' };
    const response = await postForm(`${issuer}/oauth/token`, { ...redemption, code_verifier: verifier });
    return (await response.json()) as { id_token: string };
  });

  const claims = JSON.parse(Buffer.from(tokens.id_token.split('.')[1] ?? '', 'base64url').toString()) as object;
  expect(claims).toMatchObject({ iss: issuer, sub: 'Alice', family_name: 'Liddell', given_name: 'Alice' });
});

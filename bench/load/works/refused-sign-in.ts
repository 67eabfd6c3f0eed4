import { randomUUID } from 'node:crypto';
import { Browser } from '../browser.js';
import { authorizeTarget } from '../code-flow.js';
import type { Work } from '../work.js';

/** A wrong sign-in, under ever another name so that no lock spares the server its work: one password hash each. */
export const refusedSignIn: Work = async ({ site, connection, person }) => {
  const browser = new Browser(connection, site.origin);
  const signIn = await browser.signInForm(authorizeTarget(site.authorizePath, site.askingApp, randomUUID().repeat(2)));
  return async () => {
    const { status, body } = await signIn({ username: `nobody-${randomUUID()}`, password: person.password });
    if (status !== 303) throw new Error(`A wrong sign-in was answered ${status}: ${body.slice(0, 1_000)}`);
  };
};

import { Browser } from '../browser.js';
import { codeFlow } from '../code-flow.js';
import { assertRs256 } from '../token-answer.js';
import type { Work } from '../work.js';

/** A code flow of someone who is signed in and has approved before: no page, one redirect, three tokens. */
export const codeFlowRemembered: Work = async (station) => {
  const browser = new Browser(station.connection, station.site.origin);
  const flow = () => codeFlow(station, browser, station.site.rememberingApp);
  await flow();
  const { access_token: accessToken, id_token: idToken } = await flow();
  assertRs256(accessToken, 'The access token');
  assertRs256(idToken, 'The ID token');
  return async () => {
    await flow();
  };
};

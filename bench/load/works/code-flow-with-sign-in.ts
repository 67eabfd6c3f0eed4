import { Browser } from '../browser.js';
import { codeFlow } from '../code-flow.js';
import { assertRs256 } from '../token-answer.js';
import type { Work } from '../work.js';

/** A code flow by a new browser: the person signs in, approves, the app redeems the code for three tokens. */
export const codeFlowWithSignIn: Work = async (station) => {
  const flow = () => codeFlow(station, new Browser(station.connection, station.site.origin), station.site.askingApp);
  const { access_token: accessToken, id_token: idToken } = await flow();
  assertRs256(accessToken, 'The access token');
  assertRs256(idToken, 'The ID token');
  return async () => {
    await flow();
  };
};

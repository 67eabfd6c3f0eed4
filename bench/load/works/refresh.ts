import { Browser } from '../browser.js';
import { codeFlow } from '../code-flow.js';
import { assertRs256, readTokens } from '../token-answer.js';
import type { Work } from '../work.js';

/** Refresh with rotation (RFC 6749 §6): every answer's refresh token is the next request's. */
export const refresh: Work = async (station) => {
  const { site, connection, tally } = station;
  const tokens = await codeFlow(station, new Browser(connection, site.origin), site.rememberingApp);
  let refreshToken = tokens.refresh_token;
  const renew = async () => {
    if (refreshToken === undefined) throw new Error('There is no refresh token');
    const form = { grant_type: 'refresh_token', refresh_token: refreshToken, client_id: site.rememberingApp.clientId };
    const renewed = readTokens(await connection.postForm(site.tokenPath, new URLSearchParams(form).toString()));
    tally.tokenResponses += 1;
    if (renewed.refresh_token === refreshToken) throw new Error('The refresh token was not rotated');
    refreshToken = renewed.refresh_token;
    return renewed;
  };
  const { access_token: accessToken, id_token: idToken } = await renew();
  assertRs256(accessToken, 'The access token');
  assertRs256(idToken, 'The ID token');
  return async () => {
    await renew();
  };
};

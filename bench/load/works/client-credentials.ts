import { basicAuthorization } from '../basic-authorization.js';
import { assertRs256, readTokens } from '../token-answer.js';
import type { Work } from '../work.js';

/** Client credentials with HTTP Basic (RFC 6749 §4.4): one signed access token. */
export const clientCredentials: Work = async ({ site, connection, tally }) => {
  const form = new URLSearchParams({ grant_type: 'client_credentials', scope: site.backend.scope }).toString();
  const request = connection.formText(site.tokenPath, form, basicAuthorization(site.backend));
  const obtain = async (): Promise<string> => {
    const { access_token: token } = readTokens(await connection.send(request));
    tally.tokenResponses += 1;
    return token;
  };
  assertRs256(await obtain(), 'The access token');
  return async () => {
    await obtain();
  };
};

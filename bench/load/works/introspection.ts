import { basicAuthorization } from '../basic-authorization.js';
import { Browser } from '../browser.js';
import { codeFlow } from '../code-flow.js';
import type { Work } from '../work.js';

/** Introspection (RFC 7662) of a person's access token, by a resource server with HTTP Basic. */
export const introspection: Work = async (station) => {
  const { site, connection } = station;
  const { access_token: token } = await codeFlow(station, new Browser(connection, site.origin), site.introspectedApp);
  const form = new URLSearchParams({ token, token_type_hint: 'access_token' }).toString();
  const request = connection.formText(site.introspectPath, form, basicAuthorization(site.resourceServer));
  const ask = async (): Promise<void> => {
    const { status, body } = await connection.send(request);
    if (status !== 200 || !body.includes('"active":true'))
      throw new Error(`Introspection answered ${status}: ${body.slice(0, 1_000)}`);
  };
  await ask();
  return ask;
};

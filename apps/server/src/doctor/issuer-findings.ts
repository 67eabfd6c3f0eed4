import { EgressError, type Egress } from '#egress/egress.port';
import { isJsonObject } from '#protocol/json/json-object';
import { SHARE } from './called-sites.js';
import { skewFindings } from './clock-findings.js';
import type { Finding } from './finding.js';

/** Whether an issuer of ours answers under its own name, and whether its clock is right. */
export async function issuerFindings(
  { moduleId, issuer, baseUrl }: { readonly moduleId: string; readonly issuer: string; readonly baseUrl: string },
  egress: Egress,
  now: () => Date,
): Promise<readonly Finding[]> {
  const about = `module ${moduleId}`;
  const url = `${baseUrl}/.well-known/openid-configuration`;
  try {
    const { body, date } = await egress.getJson(url, { share: SHARE });
    const named = isJsonObject(body) ? body.issuer : undefined;
    const skew = date === undefined ? [] : skewFindings(about, date, now(), 2);
    if (named === issuer) return skew;
    const problem = `${url} is answered by another issuer than ${issuer}`;
    const remedy =
      'Compare issuer.url with the address by which people reach the module, and with what the proxy passes on';
    return [{ severity: 'error', about, problem, remedy }, ...skew];
  } catch (error) {
    if (!(error instanceof EgressError)) throw error;
    return [
      unreachable(
        about,
        url,
        error,
        'See whether the module is started, and what stands between: name, proxy, certificate',
      ),
    ];
  }
}

/** Whether the OpenID Connect server of a definition can be reached, and is the one it is said to be. */
export async function serverFindings(
  { name, issuer }: { readonly name: string; readonly issuer: string },
  egress: Egress,
): Promise<readonly Finding[]> {
  const about = `server ${name}`;
  const url = `${issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`;
  try {
    const { body } = await egress.getJson(url, { share: SHARE });
    const named = isJsonObject(body) && typeof body.issuer === 'string' ? body.issuer.replace(/\/+$/, '') : '';
    if (named === issuer.replace(/\/+$/, '')) return [];
    const remedy = 'Write the issuer exactly as the server writes it, a slash at the end aside';
    return [{ severity: 'error', about, problem: `${url} is answered by another issuer`, remedy }];
  } catch (error) {
    if (!(error instanceof EgressError)) throw error;
    return [unreachable(about, url, error, 'See whether the server is up, and whether this one may call it')];
  }
}

function unreachable(about: string, url: string, { reason }: EgressError, remedy: string): Finding {
  if (reason === 'destination-refused' || reason === 'address-refused') {
    const how =
      'Name the host in gatehouse.egress.allowed_hosts if the server itself has to reach it, else look from elsewhere';
    return {
      severity: 'note',
      about,
      problem: `${url} was not looked at: the server may not call this address`,
      remedy: how,
    };
  }
  return { severity: 'error', about, problem: `${url} gives nothing usable (${reason})`, remedy };
}

import { EgressError, type Egress } from '#egress/egress.port';
import type { ExportedClient } from '#outbound-smart/clients/client-administration.port';
import { isJsonObject } from '#protocol/json/json-object';
import { lookAtEach, MOST_SITES, SHARE } from './called-sites.js';
import type { Finding } from './finding.js';
import { GroupedFindings } from './grouped-findings.js';

type PublishedClient = Pick<ExportedClient, 'key' | 'json'>;

/** Whether the keys that clients publish under an address (`jwksUrl`) can be had: without them nobody can authenticate by them. */
export async function keySiteFindings(
  clients: AsyncIterable<PublishedClient>,
  egress: Egress,
): Promise<readonly Finding[]> {
  return lookAtEach(await firstSites(clients), ({ url, names }) => siteFindings(url, names, egress));
}

interface KeySite {
  readonly url: string;
  /** Clients that publish their keys there. */
  readonly names: string[];
}

async function firstSites(clients: AsyncIterable<PublishedClient>): Promise<readonly KeySite[]> {
  const sites = new Map<string, KeySite>();
  for await (const { key, json } of clients) {
    const url = json.jwksUrl;
    if (json.enabled !== true || typeof url !== 'string' || url === '') continue;
    const site = sites.get(url) ?? { url, names: [] };
    if (sites.size < MOST_SITES.inAll) sites.set(url, site);
    site.names.push(`${key.moduleId}/${key.clientId}`);
  }
  return [...sites.values()];
}

async function siteFindings(url: string, names: readonly string[], egress: Egress): Promise<readonly Finding[]> {
  const found = new GroupedFindings('client');
  const tell = (problem: string, remedy: string): void => {
    for (const name of names) found.add(name, { severity: 'error', problem, remedy });
  };
  try {
    const { body } = await egress.getJson(url, { share: SHARE });
    if (!isJsonObject(body) || !Array.isArray(body.keys)) tell(`${url} has no set of keys`, 'Correct jwksUrl');
  } catch (error) {
    if (!(error instanceof EgressError)) throw error;
    const isRefused = error.reason === 'destination-refused' || error.reason === 'address-refused';
    tell(
      `the keys at ${url} cannot be had (${error.reason})`,
      isRefused
        ? 'Name the host in gatehouse.egress.allowed_hosts, or write the keys into publicJwks'
        : 'See whether the site is up and jwksUrl is right',
    );
  }
  return found.findings();
}

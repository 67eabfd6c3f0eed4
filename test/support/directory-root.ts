import { Client } from 'ldapts';
import { directoryBase, type Slapd } from './slapd.js';

const root = { dn: `cn=root,${directoryBase}`, password: 'may change all' };

/** Lines for a directory that {@link changeDirectory} may change. */
export const changeable = `rootdn "${root.dn}"\nrootpw "${root.password}"`;

/** Runs changes by a connection of somebody who may make them. */
export async function changeDirectory(slapd: Slapd, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ url: slapd.secureUrl, tlsOptions: { ca: slapd.ca } });
  await client.bind(root.dn, root.password);
  await work(client);
  await client.unbind();
}

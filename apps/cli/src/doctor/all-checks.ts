import { SQL, type Sql } from '#database/sql.port';
import { EGRESS, type Egress } from '#egress/egress.port';
import { KEYSTORE_ADMINISTRATION, type KeystoreAdministration } from '#keystore/keystore-administration.port';
import { MODULE_ADMINISTRATION, type ModuleAdministration } from '#module-config/module-administration.port';
import {
  SERVER_ADMINISTRATION,
  type AdministeredServer,
  type ServerAdministration,
} from '#oidc-server-definition/server-administration.port';
import { CLIENT_ADMINISTRATION, type ClientAdministration } from '#outbound-smart/clients/client-administration.port';
import { MODULE_STATE_STORE, type ModuleStateStore } from '#module-config/stores/module-state.store';
import type { Clock } from '#protocol/clock';
import type { Installation } from '../installation/installation.js';
import { clientFindings } from './client-findings.js';
import { skewFindings } from './clock-findings.js';
import type { Check, Finding } from './finding.js';
import { issuerFindings, serverFindings } from './issuer-findings.js';
import { keystoreFindings } from './keystore-findings.js';

/** Everything that the doctor looks into. */
export function allChecks(installation: Installation, clock: Clock): readonly Check[] {
  const { runtime } = installation;
  const egress = installation.get<Egress>(EGRESS);
  const now = (): Date => clock.now();
  const issuers = [...runtime.live.outbound.values()].map((instance) => ({
    name: `issuer of ${instance.moduleId}`,
    run: () => issuerFindings(instance, egress, now),
  }));
  return [
    { name: 'modules', run: () => Promise.resolve(moduleFindings(runtime.findings)) },
    { name: 'stopped modules', run: () => stoppedModules(installation.get(MODULE_STATE_STORE)) },
    { name: 'properties in the database', run: () => driftFindings(installation.get(MODULE_ADMINISTRATION)) },
    { name: 'clock of the database', run: () => databaseClockFindings(installation.get(SQL), now) },
    { name: 'keystores', run: () => allKeystores(installation.get(KEYSTORE_ADMINISTRATION), now()) },
    {
      name: 'clients',
      run: () => clientFindings(installation.get<ClientAdministration>(CLIENT_ADMINISTRATION).conditions(), now()),
    },
    { name: 'servers', run: () => allServers(installation.get(SERVER_ADMINISTRATION), egress) },
    ...issuers,
  ];
}

function moduleFindings({ problems, warnings }: Installation['runtime']['findings']): readonly Finding[] {
  return [
    ...problems.map(({ key, problem, remedy }): Finding => ({ severity: 'error', about: key, problem, remedy })),
    ...warnings.map((problem): Finding => ({ severity: 'warning', about: 'modules', problem, remedy: '' })),
  ];
}

async function stoppedModules(states: ModuleStateStore): Promise<readonly Finding[]> {
  const stopped = [...(await states.all())].filter(([, { desired }]) => desired === 'STOPPED');
  return stopped.map(([moduleId]) => ({
    ...{ severity: 'note', about: `module ${moduleId}`, problem: 'was stopped by somebody' },
    remedy: 'Start it by the admin API when it is wanted again',
  }));
}

async function driftFindings(modules: ModuleAdministration): Promise<readonly Finding[]> {
  const keys = await modules.drift();
  if (keys.length === 0) return [];
  const problem = 'say something else in the property file than in the database, which counts';
  const remedy = 'Change them by the admin API or `gatehouse import`, or set node.propertysource=PROPERTIES';
  return [
    { severity: 'warning', about: `${keys.length} properties: ${keys.slice(0, 20).join(', ')}`, problem, remedy },
  ];
}

const CLOCK_NOW = { name: 'doctor_clock', text: 'SELECT clock_timestamp() AS now' };

async function databaseClockFindings(sql: Sql, now: () => Date): Promise<readonly Finding[]> {
  const before = now();
  const [row] = await sql.query<{ now: Date }>(CLOCK_NOW, []);
  const after = now();
  const uncertainty = (after.getTime() - before.getTime()) / 1000;
  return row === undefined ? [] : skewFindings('database', row.now, after, uncertainty);
}

async function allKeystores(keystores: KeystoreAdministration, now: Date): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  for (let pageIndex = 0, totalPages = 1; pageIndex < totalPages; pageIndex++) {
    const page = await keystores.list({ pageIndex, pageSize: 100 });
    totalPages = page.totalPages;
    found.push(...page.items.flatMap(({ json }) => keystoreFindings(json, now)));
  }
  return found;
}

/** Most definitions that are called, and how many of them at once: each may take five seconds. */
const MOST_SERVERS = { inAll: 40, atOnce: 8 };

async function allServers(servers: ServerAdministration, egress: Egress): Promise<readonly Finding[]> {
  const { items } = await servers.list({ pageIndex: 0, pageSize: MOST_SERVERS.inAll });
  const found: Finding[] = [];
  for (let at = 0; at < items.length; at += MOST_SERVERS.atOnce) {
    const some = items.slice(at, at + MOST_SERVERS.atOnce);
    found.push(...(await Promise.all(some.map((server) => oneServer(server, egress)))).flat());
  }
  return found;
}

async function oneServer({ json, pendingSecrets }: AdministeredServer, egress: Egress): Promise<readonly Finding[]> {
  const [name, issuer] = [textOf(json.name ?? json.issuer), textOf(json.issuer)];
  return [
    ...(pendingSecrets.length > 0 ? [pendingServer(name)] : []),
    ...(await serverFindings({ name, issuer }, egress)),
  ];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function pendingServer(name: string): Finding {
  const remedy = 'Set the variable that the export names and import it again, or write the secret anew';
  return { severity: 'error', about: `server ${name}`, problem: 'waits for the value of its secret', remedy };
}

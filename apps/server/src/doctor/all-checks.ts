import { AUDIT_QUERY, type AuditQuery } from '#audit/audit-query.port';
import { SQL, type Sql } from '#database/sql.port';
import { EGRESS, type Egress } from '#egress/egress.port';
import { DIRECTORY_CHECK, type DirectoryCheck } from '#inbound-security/directory-check.port';
import { USER_ADMINISTRATION } from '#inbound-security/user-administration.port';
import { KEYSTORE_ADMINISTRATION, type KeystoreAdministration } from '#keystore/keystore-administration.port';
import { MAIL_SERVER_CHECK } from '#mail/mailer.port';
import { MODULE_ADMINISTRATION } from '#module-config/module-administration.port';
import { SCRIPT_CHECK, type ScriptCheck } from '#module-config/script-check.port';
import { STORED_BY_DEFINITION } from '#module-config/stored-by-definition.port';
import { MODULE_STATE_STORE } from '#module-config/stores/module-state.store';
import {
  SERVER_ADMINISTRATION,
  type AdministeredServer,
  type ServerAdministration,
} from '#oidc-server-definition/server-administration.port';
import { KNOWN_SERVERS, type KnownServer, type KnownServers } from '#oidc-server-definition/known-servers.port';
import { CLIENT_ADMINISTRATION, type ClientAdministration } from '#outbound-smart/clients/client-administration.port';
import type { Clock } from '#protocol/clock';
import { SCRIPT_HEALTH, type ScriptHealth } from '#scripts/script-health.port';
import { MODULE_SKINS, type ModuleSkins } from '#skin/module-skins.port';
import { SKIN_HEALTH, type SkinHealth } from '#skin/skin-health.port';
import { SKIN_PREPARATION, type SkinPreparation } from '#skin/skin-preparation.port';
import { lookAtEach, MOST_SITES } from './called-sites.js';
import { clientFindings } from './client-findings.js';
import { skewFindings } from './clock-findings.js';
import { directoryFindings } from './directory-findings.js';
import type { ExaminedInstallation } from './examined-installation.js';
import type { Check, Finding } from './finding.js';
import { federationFindings } from './federation-findings.js';
import { issuerFindings, serverFindings } from './issuer-findings.js';
import { keySiteFindings } from './key-site-findings.js';
import { keystoreFindings, unusedFindings } from './keystore-findings.js';
import { lostFindings } from './lost-findings.js';
import { mailFindings } from './mail-findings.js';
import {
  definitionFindings,
  driftFindings,
  fileFindings,
  overruledFindings,
  propertyFindings,
  stoppedModules,
} from './module-findings.js';
import { samlFindings } from './saml-findings.js';
import { alarmFindings, engineFindings, moduleScriptFindings, serverScriptFindings } from './script-findings.js';
import { shownMistakes, skinFolderFindings, wornSkinFindings } from './skin-findings.js';
import { userFindings } from './user-findings.js';

/** Everything that the doctor looks into. */
export function allChecks(installation: ExaminedInstallation, clock: Clock): readonly Check[] {
  const { runtime, configuration } = installation;
  const egress = installation.get<Egress>(EGRESS);
  const now = (): Date => clock.now();
  const senders = [...runtime.live.outbound.values()].flatMap(({ moduleId, mail }) =>
    mail ? [{ moduleId, mail }] : [],
  );
  const mails = senders.map((sender) => ({
    name: `mail server of ${sender.moduleId}`,
    run: () => mailFindings(sender, installation.get(MAIL_SERVER_CHECK)),
  }));
  const directory = installation.get<DirectoryCheck>(DIRECTORY_CHECK);
  const directories = directory.moduleIds().map((moduleId) => ({
    name: `directory of ${moduleId}`,
    run: () => directoryFindings(moduleId, directory),
  }));
  const issuers = [...runtime.live.outbound.values()].map((instance) => ({
    name: `issuer of ${instance.moduleId}`,
    run: () => issuerFindings(instance, egress, now),
  }));
  const bridges = [...runtime.live.inboundSaml.values()].map((instance) => ({
    name: `certificates of ${instance.moduleId}`,
    run: () => Promise.resolve(samlFindings(instance, now())),
  }));
  const federating = [...runtime.live.outbound.values()].map((instance) => ({
    name: `sign-in at other servers of ${instance.moduleId}`,
    run: async () => federationFindings(instance, await knownServers(installation, instance.moduleId)),
  }));
  return [
    { name: 'property file', run: () => Promise.resolve(fileFindings(configuration)) },
    { name: 'modules', run: () => Promise.resolve(definitionFindings(runtime.findings)) },
    {
      name: 'stopped modules',
      run: async () => stoppedModules(await runtime.definitions(), installation.get(MODULE_STATE_STORE)),
    },
    { name: 'properties without effect', run: () => Promise.resolve(propertyFindings(runtime.findings)) },
    { name: 'properties in the database', run: () => driftFindings(installation.get(MODULE_ADMINISTRATION)) },
    {
      name: 'modules in the database',
      run: () => overruledFindings(installation.get(MODULE_ADMINISTRATION), installation.get(CLIENT_ADMINISTRATION)),
    },
    { name: 'clock of the database', run: () => databaseClockFindings(installation.get(SQL), now) },
    { name: 'keystores', run: () => allKeystores(installation, now()) },
    {
      name: 'clients',
      run: () => clientFindings(installation.get<ClientAdministration>(CLIENT_ADMINISTRATION).conditions(), now()),
    },
    {
      name: 'keys of clients',
      run: () => keySiteFindings(installation.get<ClientAdministration>(CLIENT_ADMINISTRATION).each(), egress),
    },
    {
      name: 'users',
      run: () =>
        userFindings(
          installation.get(USER_ADMINISTRATION),
          [...runtime.live.inboundLocal.values()],
          configuration.mode,
        ),
    },
    {
      name: 'names of users',
      run: async () => lostFindings(installation.get(STORED_BY_DEFINITION), await runtime.definitions()),
    },
    { name: 'servers', run: () => allServers(installation.get(SERVER_ADMINISTRATION), egress) },
    ...scriptChecks(installation, now),
    ...skinChecks(installation),
    ...federating,
    ...bridges,
    ...directories,
    ...issuers,
    ...mails,
  ];
}

function scriptChecks(installation: ExaminedInstallation, now: () => Date): readonly Check[] {
  const { configuration, runtime } = installation;
  const scripts = installation.get<ScriptCheck>(SCRIPT_CHECK);
  return [
    {
      name: 'scripts of modules',
      run: async () => moduleScriptFindings(scripts, await runtime.definitions(), configuration.mode),
    },
    {
      name: 'scripts of servers',
      run: () => serverScriptFindings(scripts, installation.get<ServerAdministration>(SERVER_ADMINISTRATION)),
    },
    {
      name: 'alarms of scripts',
      run: () => alarmFindings(installation.get<AuditQuery>(AUDIT_QUERY), now()),
    },
    {
      name: 'script engine',
      run: () => engineFindings(installation.get<ScriptHealth>(SCRIPT_HEALTH)),
    },
  ];
}

function skinChecks(installation: ExaminedInstallation): readonly Check[] {
  const skins = installation.get<SkinPreparation>(SKIN_PREPARATION);
  return [
    { name: 'folder of skins', run: () => skinFolderFindings(skins) },
    { name: 'skins of modules', run: () => wornSkinFindings(installation.get<SkinHealth>(SKIN_HEALTH), skins) },
    { name: 'pages of skins', run: () => shownMistakes(installation.get<ModuleSkins>(MODULE_SKINS)) },
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

async function allKeystores(installation: ExaminedInstallation, now: Date): Promise<readonly Finding[]> {
  const keystores = installation.get<KeystoreAdministration>(KEYSTORE_ADMINISTRATION);
  const { outbound, inboundSmart } = installation.runtime.live;
  const callers = [...outbound.values(), ...inboundSmart.values()];
  const used = new Set([
    ...[...outbound.values()].map(({ keystoreId }) => keystoreId),
    ...callers.map(({ options }) => options.serverCalls.clientKeystoreId),
  ]);
  const found: Finding[] = [];
  for (let pageIndex = 0, totalPages = 1; pageIndex < totalPages; pageIndex++) {
    const page = await keystores.list({ pageIndex, pageSize: 100 });
    totalPages = page.totalPages;
    found.push(...page.items.flatMap(({ json }) => [...keystoreFindings(json, now), ...unusedFindings(json, used)]));
  }
  return found;
}

function knownServers(installation: ExaminedInstallation, moduleId: string): Promise<readonly KnownServer[]> {
  return installation.get<KnownServers>(KNOWN_SERVERS).list(moduleId);
}

async function allServers(servers: ServerAdministration, egress: Egress): Promise<readonly Finding[]> {
  const { items } = await servers.list({ pageIndex: 0, pageSize: MOST_SITES.inAll });
  return lookAtEach(items, (server) => oneServer(server, egress));
}

async function oneServer({ json, pendingSecrets }: AdministeredServer, egress: Egress): Promise<readonly Finding[]> {
  const [name, issuer] = [textOf(json.name ?? json.issuer), textOf(json.issuer)];
  return [
    ...(pendingSecrets.length > 0 ? [pendingServer(name, needsSecret(json))] : []),
    ...(await serverFindings({ name, issuer }, egress)),
  ];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Those modes get along without. */
function needsSecret({ clientAuthenticationMode: mode }: AdministeredServer['json']): boolean {
  return mode !== 'NONE' && mode !== 'PRIVATE_KEY_JWT';
}

function pendingServer(name: string, isNeeded: boolean): Finding {
  const remedy = 'Set the variable that the export names and import it again, or write the secret anew';
  return {
    severity: isNeeded ? 'error' : 'note',
    about: `server ${name}`,
    problem: 'waits for the value of its secret',
    remedy,
  };
}

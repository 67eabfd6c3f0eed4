import type { AuditQuery } from '#audit/audit-query.port';
import type { ConfigurationProblem } from '#module-config/configuration-problem';
import type { ModuleDefinition } from '#module-config/module-definitions';
import type { ScriptCheck } from '#module-config/script-check.port';
import type { ServerAdministration } from '#oidc-server-definition/server-administration.port';
import { isJsonObject, type JsonObject } from '#protocol/json/json-object';
import type { ScriptHealth } from '#scripts/script-health.port';
import { effectiveModule, scriptProblems } from '../runtime/script-problems.js';
import { pageItems } from './page-items.js';
import type { Finding, Severity } from './finding.js';

const DAY_MILLISECONDS = 86_400_000;
const FOR_THREADS =
  'Let the account of the server have more memory, processes and open files; where a file of the engine is missing or broken, install the server again';
/** Fields of server definitions that hold a script. */
const OF_SERVERS = ['federationAuthScriptText', 'federationUserMappingScriptText'] as const;

/** Which scripts of modules cannot be loaded, or do not do what they seem to do. @param mode of the installation */
export async function moduleScriptFindings(
  scripts: ScriptCheck,
  modules: readonly ModuleDefinition[],
  mode: 'evaluation' | 'production',
): Promise<readonly Finding[]> {
  const found = (await scriptProblems(scripts, modules)).map((each) => findingOf('error', each));
  for (const module of modules.map(effectiveModule)) {
    const key = (field: string): string => `module.${module.moduleId}.config.${field}`;
    const warnings = await scripts.warningsOf(module);
    found.push(...warnings.map(({ field, ...words }) => findingOf('warning', { key: key(field), ...words })));
    if (mode === 'production' && module.config.get('script.recording.enabled') === 'true')
      found.push(recording(key('script.recording.enabled')));
  }
  return found;
}

/** Which scripts of server definitions cannot be loaded, or use what is not here. */
export async function serverScriptFindings(
  scripts: Pick<ScriptCheck, 'ofText' | 'warningsOfText'>,
  servers: Pick<ServerAdministration, 'list'>,
): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  for (const { json } of await pageItems((page) => servers.list(page)))
    for (const field of OF_SERVERS) {
      const text = textOf(json[field]);
      if (text.trim() === '') continue;
      const script = { moduleId: textOf(json.moduleId), field, text };
      const key = `server ${textOf(json.name) || textOf(json.issuer)}`;
      for (const { problem, remedy } of await scripts.ofText(script))
        found.push(findingOf('error', { key, problem: `${field} ${problem}`, remedy }));
      for (const { problem, remedy } of scripts.warningsOfText(script))
        found.push(findingOf('warning', { key, problem: `${field} ${problem}`, remedy }));
    }
  return found;
}

/** Whether scripts could run on this machine. */
export async function engineFindings(engine: Pick<ScriptHealth, 'fault'>): Promise<readonly Finding[]> {
  const fault = await engine.fault();
  if (fault === undefined) return [];
  return [{ severity: 'error', about: 'script engine', problem: `runs no script here: ${fault}`, remedy: FOR_THREADS }];
}

/** What servers raised the alarm about since yesterday. */
export async function alarmFindings(audit: AuditQuery, now: Date): Promise<readonly Finding[]> {
  const from = new Date(now.getTime() - DAY_MILLISECONDS).toISOString();
  const read = await audit.read({ from, kind: 'SCRIPT', outcome: 'failure', moduleId: 'scripts', pageSize: '500' });
  const events = read.kind === 'found' ? read.events : [];
  return [...outages(events), ...suspensions(events)];
}

/** The last time that no thread could start. @param events newest first */
function outages(events: readonly JsonObject[]): readonly Finding[] {
  for (const { at, nodeId, detail } of events) {
    const { noThread } = isJsonObject(detail) ? detail : ({} as JsonObject);
    if (typeof noThread !== 'string') continue;
    const when = `at ${textOf(at)}, on node ${textOf(nodeId)}`;
    const problem = `could start no thread ${when} (${noThread}): until one could, whoever needed a script got nothing`;
    return [{ severity: 'warning', about: 'script engine', problem, remedy: FOR_THREADS }];
  }
  return [];
}

/** Scripts that were left alone for a while, because limits ended them again and again. */
function suspensions(events: readonly JsonObject[]): readonly Finding[] {
  const last = new Map<string, string>();
  for (const { detail } of events) {
    const { module, script, suspendedUntil } = isJsonObject(detail) ? detail : ({} as JsonObject);
    if (typeof script !== 'string' || typeof suspendedUntil !== 'string') continue;
    const about = typeof module === 'string' ? `${script} of ${module}` : script;
    if (!last.has(about)) last.set(about, suspendedUntil);
  }
  return [...last].map(([script, until]) => ({
    severity: 'warning',
    about: `script ${script}`,
    problem: `broke its limits again and again, and was left alone until ${until}: whoever needed it got nothing`,
    remedy: 'Look at its records (kind SCRIPT) in the audit log, and at script.compute_limit',
  }));
}

function recording(key: string): Finding {
  const problem = 'is on: some of what scripts are called with is kept, without secrets and names';
  return findingOf('note', { key, problem, remedy: 'Switch it off when there are recordings enough' });
}

function findingOf(severity: Severity, { key, problem, remedy }: ConfigurationProblem): Finding {
  return { severity, about: key, problem, remedy };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

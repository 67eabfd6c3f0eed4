import type { JsonObject } from '#protocol/json/json-object';
import type { AdministeredScript, ScriptLibrary } from '#scripts/script-library.port';
import type { EditedThing, Saved } from '../editing/edited-thing.js';
import type { FieldSpec } from '../editing/field-spec.js';
import type { ConsoleVisit } from '../visitors/console-visit.js';
import { scriptPath } from './script-paths.js';

const ID: FieldSpec = {
  ...{ name: 'scriptId', label: 'Id', kind: 'text', section: 'Script', example: 'launch-context' },
  help: 'Modules name it as library:<id>. It cannot be changed later.',
};
const FIELDS: readonly FieldSpec[] = [
  {
    name: 'description',
    label: 'Description',
    kind: 'text',
    section: 'Script',
    help: 'What it is for, in a sentence.',
  },
  {
    ...{ name: 'source', label: 'Source', kind: 'code', section: 'Script' },
    help: 'JavaScript with the functions that modules call, such as onTokenGenerating. It is checked before anything is saved; every save is a version.',
  },
];
const NEW_SOURCE = `/**
 * Called before every token is made.
 */
function onTokenGenerating(theUserSession, theAuthorizationRequestDetails) {
  Log.info('A token for ' + theUserSession.username);
}
`;

/** A script that is there, to be edited. */
export function editedScript(
  scripts: ScriptLibrary,
  { author }: Pick<ConsoleVisit, 'author'>,
  { json, version }: AdministeredScript,
): EditedThing {
  const { scriptId, description, active } = json;
  const stored = { scriptId, ...(description !== undefined && { description }), source: active.source ?? '' };
  return {
    ...common(scripts, author),
    head: {
      title: scriptId,
      section: '/scripts',
      crumbs: [...CRUMBS, { label: scriptId, href: scriptPath(scriptId) }],
    },
    specs: FIELDS,
    stored: { json: stored, version },
    action: scriptPath(scriptId, '/edit'),
    cancel: scriptPath(scriptId),
    api: { method: 'PUT', path: `/scripts/${encodeURIComponent(scriptId)}` },
    command: `gatehouse script save ${scriptId} script.js`,
    effects: () => Promise.resolve(effectsOf(json.usedBy ?? [])),
    save: async (entry, { comment, ifVersions }): Promise<Saved> => {
      const body = comment === undefined ? entry : { ...entry, comment };
      const saved = await scripts.replace(scriptId, body, { author, ...(ifVersions && { ifVersions }) });
      return 'script' in saved ? { kind: saved.kind, at: scriptPath(scriptId), warnings: saved.warnings } : saved;
    },
  };
}

/** A script that is to be made. */
export function newScript(scripts: ScriptLibrary, { author }: Pick<ConsoleVisit, 'author'>): EditedThing {
  return {
    ...common(scripts, author),
    head: { title: 'New script', section: '/scripts', crumbs: CRUMBS },
    lead: 'A script runs when a module names it: nothing happens by saving it here.',
    specs: [ID, ...FIELDS],
    preset: { source: NEW_SOURCE },
    action: '/scripts/new',
    cancel: '/scripts',
    api: { method: 'POST', path: '/scripts' },
    command: 'gatehouse script save <id> script.js',
    save: async (entry, { comment }): Promise<Saved> => {
      const saved = await scripts.create(comment === undefined ? entry : { ...entry, comment }, author);
      return 'script' in saved
        ? { kind: 'created', at: scriptPath(saved.script.json.scriptId), warnings: saved.warnings }
        : saved;
    },
  };
}

const CRUMBS = [{ label: 'Scripts', href: '/scripts' }];

function common(scripts: ScriptLibrary, author: ConsoleVisit['author']): Pick<EditedThing, 'check'> {
  return {
    check: async (json: JsonObject, expectedVersion) => {
      const entry = { json, ...(expectedVersion !== undefined && { expectedVersion }) };
      const [outcome] = await scripts.upsert([entry], { mode: 'apply', dryRun: true, author });
      if (outcome === undefined) throw new Error('A check of one script had no outcome.');
      return outcome;
    },
  };
}

function effectsOf(usedBy: readonly string[]): readonly string[] {
  if (usedBy.length === 0) return ['No module names it, so that nothing changes for anybody yet.'];
  return [
    `It runs for ${usedBy.join(', ')} from the next second on, in every process. The version before stays, and can be brought back.`,
  ];
}

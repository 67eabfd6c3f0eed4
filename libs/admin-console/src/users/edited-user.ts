import type { AdministeredUser, UserAdministration, UserKey } from '#inbound-security/user-administration.port';
import type { ModuleKey } from '#protocol/administration/module-key';
import type { JsonObject } from '#protocol/json/json-object';
import type { EditedThing, Saved } from '../editing/edited-thing.js';
import type { ConsoleVisit } from '../visitors/console-visit.js';
import { userFields, usernameField } from './user-fields.js';
import { userPath, usersPath } from './user-paths.js';

/** A masked password stays as it is. */
const MASK = '***';

/** An account that is there, to be edited. */
export function editedUser(
  users: UserAdministration,
  { author }: Pick<ConsoleVisit, 'author'>,
  at: UserKey,
  { json: stored, version }: AdministeredUser,
): EditedThing {
  const username = String(stored['username']);
  return {
    head: {
      title: username,
      section: '/users',
      crumbs: [
        { label: 'Users', href: usersPath(at.moduleId) },
        { label: username, href: userPath(at) },
      ],
    },
    specs: userFields,
    stored: { json: lasting(stored), version },
    action: userPath(at, '/edit'),
    cancel: userPath(at),
    api: { method: 'PUT', path: `/user-management/${at.nodeId}/${at.moduleId}/${String(at.pid)}` },
    command: 'gatehouse apply entry.json',
    check: async (json, expectedVersion) => {
      const entry = { json: { password: MASK, ...json }, ...(expectedVersion !== undefined && { expectedVersion }) };
      const [outcome] = await users.importBatch([entry], {
        mode: 'apply',
        dryRun: true,
        author,
        defaultModuleId: at.moduleId,
      });
      if (outcome === undefined) throw new Error('A check of one user had no outcome.');
      return outcome;
    },
    save: async (json, { ifVersions, ...rest }): Promise<Saved> => {
      const saved = await users.replace(at, json, { author, ...rest, ...(ifVersions && { ifVersions }) });
      return 'user' in saved ? { kind: saved.kind, at: userPath(at), warnings: saved.warnings } : saved;
    },
    effects: (_before, _after, fields) => Promise.resolve(effectsOf(fields)),
  };
}

/** An account that is to be made: with a password that is typed, or one that is made. */
export function newUser(
  users: UserAdministration,
  { author }: Pick<ConsoleVisit, 'author'>,
  module: ModuleKey,
): EditedThing {
  return {
    head: {
      title: `New user of ${module.moduleId}`,
      section: '/users',
      crumbs: [{ label: 'Users', href: usersPath(module.moduleId) }],
    },
    lead: 'Without a password one is made and shown once.',
    specs: [usernameField, ...userFields],
    action: `/users/${encodeURIComponent(module.moduleId)}/new`,
    cancel: usersPath(module.moduleId),
    api: { method: 'POST', path: `/user-management/${module.nodeId}/${module.moduleId}` },
    command: 'gatehouse import entry.json',
    check: async (json) => {
      const entry = { json: { ...json, ...module }, expectedVersion: 0 };
      const [outcome] = await users.importBatch([entry], {
        mode: 'import',
        dryRun: true,
        author,
        defaultModuleId: module.moduleId,
      });
      if (outcome === undefined) throw new Error('A check of one user had no outcome.');
      return outcome.kind === 'stale' ? TAKEN : outcome;
    },
    save: async (json): Promise<Saved> => {
      const made = await users.create(module, json, { author, generatePassword: true });
      if (made.kind !== 'created') return made;
      const generated =
        made.generatedPassword === undefined
          ? {}
          : { generated: { label: 'Their first password', text: made.generatedPassword } };
      return {
        kind: 'created',
        at: userPath({ ...module, pid: made.user.pid }),
        warnings: made.warnings,
        ...generated,
      };
    },
  };
}

const TAKEN = {
  kind: 'refused',
  problems: [{ field: 'username', problem: 'is taken', remedy: 'Choose another one' }],
  unknownFields: [],
  warnings: [],
} as const;

/** What is sent back with a change: an explicit `accountLocked: false` would end locks that nobody meant to end. */
function lasting(json: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(json).filter(([name, value]) => name !== 'accountLocked' || value === true));
}

function effectsOf(fields: readonly string[]): readonly string[] {
  return [
    ...(fields.includes('password')
      ? ['They are signed out everywhere, and apps lose their access until they sign in again.']
      : []),
    ...(fields.includes('authorities')
      ? [
          'It counts from the next request on; tokens that apps have are looked at again when they are used or refreshed.',
        ]
      : []),
    ...(fields.includes('accountDisabled') ? ['Sessions and tokens of a disabled account end at once.'] : []),
  ];
}

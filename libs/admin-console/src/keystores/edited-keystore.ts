import type { AdministeredKeystore, KeystoreAdministration } from '#keystore/keystore-administration.port';
import type { JsonObject } from '#protocol/json/json-object';
import type { EditedThing, Saved } from '../editing/edited-thing.js';
import type { FieldSpec } from '../editing/field-spec.js';
import type { ConsoleVisit } from '../visitors/console-visit.js';
import { keystorePath } from './keystore-paths.js';

const ID: FieldSpec = {
  ...{ name: 'keystoreId', label: 'Id', kind: 'text', section: 'Keystore', example: 'my-keystore' },
  help: 'Modules name it in openid.signing.keystore_id. It cannot be changed later.',
};
const ROTATION: FieldSpec = {
  ...{
    name: 'rotationDays',
    label: 'Days between two rotations',
    kind: 'number',
    unit: 'days',
    section: 'Keystore',
    absent: 'never by itself',
  },
  help: 'New keys are made and published by themselves; the old ones sign no more, and verify until their last token has expired.',
};
const KEYS: readonly FieldSpec[] = [
  {
    ...{
      name: 'filePath',
      label: 'File with keys',
      kind: 'text',
      section: 'Keys of your own',
      isAdvanced: true,
      example: 'classpath:keys.jwks',
    },
    help: 'A JWK Set in a file, in place of keys that are made here. By superusers alone.',
  },
  {
    ...{ name: 'jsonKeys', label: 'Keys as text', kind: 'secret', section: 'Keys of your own', isAdvanced: true },
    help: 'A JWK Set with private keys, in place of keys that are made here. It goes in and never comes out.',
    reference: 'RFC 7517 §5',
  },
];
const CRUMBS = [{ label: 'Keystores', href: '/keystores' }];

/** A keystore that is there: how often it rotates, or which keys it has. */
export function editedKeystore(
  keystores: KeystoreAdministration,
  { author }: Pick<ConsoleVisit, 'author'>,
  { json, version }: AdministeredKeystore,
): EditedThing {
  const { keystoreId, kind, filePath, rotationDays } = json;
  const stored: JsonObject = {
    keystoreId,
    ...(filePath !== undefined && { filePath }),
    ...(rotationDays !== undefined && { rotationDays }),
  };
  return {
    ...common(keystores, author),
    head: {
      title: keystoreId,
      section: '/keystores',
      crumbs: [...CRUMBS, { label: keystoreId, href: keystorePath(keystoreId) }],
    },
    specs: [...(kind === 'file' ? [] : [ROTATION]), ...KEYS],
    stored: { json: stored, version },
    action: keystorePath(keystoreId, '/edit'),
    cancel: keystorePath(keystoreId),
    api: { method: 'PUT', path: `/keystores/${encodeURIComponent(keystoreId)}` },
    command: 'gatehouse apply entry.json',
    save: async (entry, { ifVersions }): Promise<Saved> => {
      const saved = await keystores.replace(keystoreId, entry, { author, ...(ifVersions && { ifVersions }) });
      return 'keystore' in saved ? { kind: saved.kind, at: keystorePath(keystoreId), warnings: saved.warnings } : saved;
    },
  };
}

/** A keystore that is to be made; without keys of one's own the server makes some. */
export function newKeystore(keystores: KeystoreAdministration, { author }: Pick<ConsoleVisit, 'author'>): EditedThing {
  return {
    ...common(keystores, author),
    head: { title: 'New keystore', section: '/keystores', crumbs: CRUMBS },
    lead: 'With an id alone the server makes the keys.',
    specs: [ID, ROTATION, ...KEYS],
    action: '/keystores/new',
    cancel: '/keystores',
    api: { method: 'POST', path: '/keystores' },
    command: 'gatehouse import entry.json',
    save: async (entry): Promise<Saved> => {
      const saved = await keystores.create(entry, author);
      if (!('keystore' in saved)) return saved;
      return { kind: 'created', at: keystorePath(saved.keystore.json.keystoreId), warnings: saved.warnings };
    },
  };
}

function common(keystores: KeystoreAdministration, author: ConsoleVisit['author']): Pick<EditedThing, 'check'> {
  return {
    check: async (json, expectedVersion) => {
      const entry = { json, ...(expectedVersion !== undefined && { expectedVersion }) };
      const [outcome] = await keystores.upsert([entry], { mode: 'import', dryRun: true, author });
      if (outcome === undefined) throw new Error('A check of one keystore had no outcome.');
      return outcome;
    },
  };
}

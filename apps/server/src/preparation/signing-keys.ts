import type { INestApplicationContext } from '@nestjs/common';
import { AUDIT_LOG, type AuditLog } from '#audit/audit.port';
import { KEYSTORE, type Keystore } from '#keystore/keystore.port';
import { KEYSTORE_ADMINISTRATION, type KeystoreAdministration } from '#keystore/keystore-administration.port';
import { KeyRefusedError } from '#keystore/keystore-errors';
import type { ConfigurationProblem } from '#module-config/property.port';
import type { OutboundSmartInstance } from '#outbound-smart/instances/outbound-smart-instance';
import { ignoredKeySetProperty } from '#outbound-smart/instances/signing-keystore';
import type { ModuleSet } from '../configuration/module-set.js';
import { ConfigurationRefusedError } from '../configuration-refused.js';
import { seedKeystores } from './keystore-seeds.js';

/** The keystore that every installation of the product has (reference 11): naming it asks for no keys in particular. */
const DEFAULT_KEYSTORE = 'default-keystore';

/**
 * Makes sure every instance can sign: with the configured key set, with a keystore that somebody made, or with one that is made for it (ruling 2).
 * @throws ConfigurationRefusedError a keystore is named that nobody made (product reference 13), or one that cannot sign; no keys are made then
 */
export async function prepareSigningKeys(
  app: INestApplicationContext,
  { outbound, signingKeySets, seeds }: Pick<ModuleSet, 'outbound' | 'signingKeySets' | 'seeds'>,
): Promise<void> {
  const keystore = app.get<Keystore>(KEYSTORE, { strict: false });
  const audit = app.get<AuditLog>(AUDIT_LOG, { strict: false });
  await seedKeystores(app, seeds);
  await assertAllThere(app, outbound);
  await Promise.all(
    outbound.map(async (instance) => {
      const { keystoreId } = instance;
      const keySet = signingKeySets.get(keystoreId);
      if (keySet !== undefined) await keystore.registerJwks(keystoreId, keySet);
      else await recordGenerated(audit, instance, await ensured(keystore, instance));
    }),
  );
}

/** @throws ConfigurationRefusedError the keystore is there and cannot sign: its file is broken, or its keys are still to come */
async function ensured(keystore: Keystore, instance: OutboundSmartInstance): Promise<readonly string[]> {
  return keystore.ensure(instance.keystoreId).catch((error: unknown) => {
    if (!(error instanceof KeyRefusedError)) throw error;
    throw new ConfigurationRefusedError([{ key: keyOf(instance), problem: error.problem, remedy: error.remedy }]);
  });
}

async function assertAllThere(app: INestApplicationContext, outbound: readonly OutboundSmartInstance[]): Promise<void> {
  const keystores = app.get<KeystoreAdministration>(KEYSTORE_ADMINISTRATION, { strict: false });
  const named = outbound.filter((instance) => !mayBeMade(instance));
  const found = await Promise.all(named.map(({ keystoreId }) => keystores.find(keystoreId)));
  const missing = named.filter((_instance, index) => found[index] === undefined);
  if (missing.length > 0) throw new ConfigurationRefusedError(missing.map(missingKeystore));
}

/** New keys are trusted by nobody: they are no substitute for those that a name, or a key set beside it, stands for. */
function mayBeMade({ options: { issuer } }: OutboundSmartInstance): boolean {
  const isNamed = issuer.keystoreId !== undefined && issuer.keystoreId !== DEFAULT_KEYSTORE;
  return !isNamed && ignoredKeySetProperty(issuer) === undefined;
}

function missingKeystore(instance: OutboundSmartInstance): ConfigurationProblem {
  const { keystoreId, options } = instance;
  const ignored = ignoredKeySetProperty(options.issuer);
  const otherwise = ignored === undefined ? 'sign with keys made for this module alone' : `sign with ${ignored}`;
  return {
    key: keyOf(instance),
    problem: `No keystore with id "${keystoreId}"`,
    remedy:
      `Make it (seed_keystores.file, the admin API, or gatehouse keystore generate ${keystoreId}), name one that is there, or remove the line ` +
      `to ${otherwise}.`,
  };
}

function keyOf({ moduleId }: OutboundSmartInstance): string {
  return `module.${moduleId}.config.openid.signing.keystore_id`;
}

async function recordGenerated(
  audit: AuditLog,
  { moduleId, keystoreId }: OutboundSmartInstance,
  kids: readonly string[],
): Promise<void> {
  if (kids.length === 0) return;
  const detail = { change: 'generated', keystoreId, kids };
  await audit.record({ moduleId, kind: 'KEYSTORE_CHANGE', outcome: 'success', detail, author: { kind: 'server' } });
}

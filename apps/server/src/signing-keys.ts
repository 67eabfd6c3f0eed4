import type { INestApplicationContext } from '@nestjs/common';
import { AUDIT_LOG, type AuditLog } from '#audit/audit.port';
import { KEYSTORE, type Keystore } from '#keystore/keystore.port';
import { KeyRefusedError } from '#keystore/keystore-errors';
import type { ConfigurationProblem } from '#module-config/property.port';
import type { OutboundSmartInstance } from '#outbound-smart/instances/outbound-smart-instance';
import { ignoredKeySetProperty } from '#outbound-smart/instances/signing-keystore';
import type { ServerConfiguration } from './configuration.js';
import type { ModuleSet } from './configuration/module-set.js';
import { ConfigurationRefusedError } from './configuration-refused.js';
import { seedKeystores } from './keystore-seeds.js';

/**
 * Makes sure every instance can sign: with a seeded keystore, the configured key set, or with a keystore that is made at the first start (ruling 2).
 * @throws ConfigurationRefusedError in production mode, when keys would be made in place of the operator's own; none are made then
 */
export async function prepareSigningKeys(
  app: INestApplicationContext,
  { outbound, signingKeySets, seeds }: Pick<ModuleSet, 'outbound' | 'signingKeySets' | 'seeds'>,
  mode: ServerConfiguration['mode'],
): Promise<void> {
  const keystore = app.get<Keystore>(KEYSTORE, { strict: false });
  const audit = app.get<AuditLog>(AUDIT_LOG, { strict: false });
  await seedKeystores(app, seeds);
  if (mode === 'production') await assertNoneReplaced(keystore, outbound);
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
async function ensured(
  keystore: Keystore,
  { moduleId, keystoreId }: OutboundSmartInstance,
): Promise<readonly string[]> {
  return keystore.ensure(keystoreId).catch((error: unknown) => {
    if (!(error instanceof KeyRefusedError)) throw error;
    const key = `module.${moduleId}.config.openid.signing.keystore_id`;
    throw new ConfigurationRefusedError([{ key, problem: error.problem, remedy: error.remedy }]);
  });
}

/** A key set and a keystore of an earlier start are only warned of; with a keystore that is still empty, every resource server would lose trust. */
async function assertNoneReplaced(keystore: Keystore, outbound: readonly OutboundSmartInstance[]): Promise<void> {
  const found = await Promise.all(outbound.map((instance) => replacementProblems(keystore, instance)));
  const problems = found.flat();
  if (problems.length > 0) throw new ConfigurationRefusedError(problems);
}

async function replacementProblems(
  keystore: Keystore,
  { moduleId, keystoreId, options }: OutboundSmartInstance,
): Promise<readonly ConfigurationProblem[]> {
  const ignored = ignoredKeySetProperty(options.issuer);
  if (ignored === undefined || (await keystore.publicJwks(keystoreId)).keys.length > 0) return [];
  return [
    {
      key: `module.${moduleId}.config.openid.signing.keystore_id`,
      problem: `"${keystoreId}" holds no keys yet, and new ones would sign in place of those of ${ignored}`,
      remedy: `Remove the line, so that the key set signs. To sign with new keys, remove ${ignored}.`,
    },
  ];
}

async function recordGenerated(
  audit: AuditLog,
  { moduleId, keystoreId }: OutboundSmartInstance,
  kids: readonly string[],
): Promise<void> {
  if (kids.length === 0) return;
  const detail = { change: 'generated', keystoreId, kids };
  await audit.record({ moduleId, kind: 'KEYSTORE_CHANGE', outcome: 'success', detail });
}

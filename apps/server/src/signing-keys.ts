import type { INestApplicationContext } from '@nestjs/common';
import { AUDIT_LOG, type AuditLog } from '#audit/audit.port';
import { KEYSTORE, type Keystore } from '#keystore/keystore.port';
import type { OutboundSmartInstance } from '#outbound-smart/instances/outbound-smart-instance';
import type { ServerConfiguration } from './configuration.js';

/** Makes sure every instance can sign: with the configured key set, or with a keystore that is made at the first start (ruling 2). */
export async function prepareSigningKeys(
  app: INestApplicationContext,
  { outbound, signingKeySets }: ServerConfiguration,
): Promise<void> {
  const keystore = app.get<Keystore>(KEYSTORE, { strict: false });
  const audit = app.get<AuditLog>(AUDIT_LOG, { strict: false });
  await Promise.all(
    outbound.map(async (instance) => {
      const { keystoreId } = instance;
      const keySet = signingKeySets.get(keystoreId);
      if (keySet !== undefined) await keystore.registerJwks(keystoreId, keySet);
      else await recordGenerated(audit, instance, await keystore.ensure(keystoreId));
    }),
  );
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

import type { INestApplicationContext } from '@nestjs/common';
import { AUDIT_LOG, type AuditLog } from '#audit/audit.port';
import { KEYSTORE, type Keystore } from '#keystore/keystore.port';
import type { ConfigurationProblem } from '#module-config/property.port';
import { readResource } from '#module-config/resource-location';
import type { OutboundSmartInstance } from '#outbound-smart/instances/outbound-smart-instance';
import type { ServerConfiguration } from './configuration.js';

/** Makes sure every instance can sign: with the configured key set, or with a keystore that is made at the first start (ruling 2). */
export async function prepareSigningKeys(
  app: INestApplicationContext,
  configuration: ServerConfiguration,
): Promise<readonly ConfigurationProblem[]> {
  const keystore = app.get<Keystore>(KEYSTORE, { strict: false });
  const audit = app.get<AuditLog>(AUDIT_LOG, { strict: false });
  const problems = await Promise.all(
    configuration.outbound.map((instance) => prepare({ keystore, audit }, instance, configuration)),
  );
  return problems.flat();
}

async function prepare(
  { keystore, audit }: { readonly keystore: Keystore; readonly audit: AuditLog },
  instance: OutboundSmartInstance,
  { resources }: ServerConfiguration,
): Promise<readonly ConfigurationProblem[]> {
  const { signingJwksFile: file, signingJwksText: text } = instance.options;
  if (!instance.keystoreId.startsWith('jwks:')) {
    await recordGenerated(audit, instance, await keystore.ensure(instance.keystoreId));
    return [];
  }
  const key = `module.${instance.moduleId}.config.openid.signing.${text === undefined ? 'jwks_file' : 'jwks_text'}`;
  try {
    const json = text ?? (await readResource(file ?? '', resources));
    await keystore.registerJwks(instance.keystoreId, JSON.parse(json));
    return [];
  } catch (error) {
    // The text of a JSON error can quote what it stumbled over: a private key must not reach the log (S-05).
    const problem = error instanceof SyntaxError ? 'is not JSON' : (error as Error).message;
    return [{ key, problem, remedy: 'Give a JSON Web Key Set with private RSA (2048 bits or more) or EC keys.' }];
  }
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

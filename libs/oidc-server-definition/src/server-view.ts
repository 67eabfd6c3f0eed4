import { isSecretReference, secretReference } from '#protocol/administration/secret-reference';
import { serverJson } from '#protocol/server/server-json';
import { SERVER_SECRET } from '#protocol/server/server-fields';
import { serverSecretOwner } from '#protocol/server/server';
import type { AdministeredServer, ExportedServer } from './server-administration.port.js';
import type { StoredServer } from './stores/server.store.js';

/** What is shown in place of a secret (reference of the product, 5.2). */
const MASK = '***';

/** A definition as interfaces show it; the text of a secret is never in it (V-50). */
export function administeredServer(stored: StoredServer): AdministeredServer {
  const { pid, version, secret } = stored;
  const isPending = secret !== undefined && isSecretReference(secret);
  const shown = secret === undefined ? {} : { secret: isPending ? secret : MASK };
  const { secret: _secret, ...written } = stored;
  return {
    pid,
    version,
    json: serverJson({ ...written, ...shown }),
    pendingSecrets: isPending ? [SERVER_SECRET] : [],
  };
}

/** A definition as an export has it: nothing that only this installation knows, and the secret as the name of a variable. */
export function exportedServer({ pid, version, settings, secret }: StoredServer): ExportedServer {
  const { nodeId, moduleId } = settings;
  const reference = secretReference(serverSecretOwner(settings));
  const written = secret !== undefined && isSecretReference(secret) ? secret : reference;
  return {
    key: { nodeId, moduleId, pid },
    version,
    json: serverJson({ settings, ...(secret !== undefined && { secret: written }) }),
  };
}

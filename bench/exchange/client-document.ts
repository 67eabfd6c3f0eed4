import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';

/** Writes a seed file with so many clients: every other one public, the rest with a key of their own (ruling 66). */
export async function writeClients(file: string, count: number, lifetime: number): Promise<void> {
  const stream = createWriteStream(file);
  stream.write('{"clients":[\n');
  for (let index = 0; index < count; index++) {
    const text = `${index === 0 ? '' : ',\n'}${JSON.stringify(client(index, lifetime))}`;
    if (!stream.write(text)) await once(stream, 'drain');
  }
  stream.end('\n]}\n');
  await finished(stream);
}

function client(index: number, accessTokenValiditySeconds: number): object {
  const clientId = `bulk-${String(index).padStart(6, '0')}`;
  const common = { clientId, clientName: `Bulk app ${index}`, enabled: true, accessTokenValiditySeconds };
  return index % 2 === 0 ? { ...common, ...publicApp(index) } : { ...common, ...service(index) };
}

function publicApp(index: number): object {
  return {
    allowedGrantTypes: ['AUTHORIZATION_CODE', 'REFRESH_TOKEN'],
    scopes: ['openid', 'fhirUser', 'launch/patient', 'patient/*.rs', 'offline_access'],
    autoApproveScopes: ['openid'],
    registeredRedirectUris: [`https://app-${index}.example.org/callback`, `https://app-${index}.example.org/silent`],
    secretRequired: false,
  };
}

/** Coordinates of one valid key serve all: nothing is signed with it. */
function service(index: number): object {
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: 'MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4',
    y: '4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM',
    ...{ kid: `key-${index}`, use: 'sig', alg: 'ES256' },
  };
  return {
    allowedGrantTypes: ['CLIENT_CREDENTIALS'],
    scopes: ['system/*.rs'],
    publicJwks: JSON.stringify({ keys: [jwk] }),
  };
}

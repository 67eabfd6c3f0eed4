import { Inject, Injectable } from '@nestjs/common';
import { KEYSTORE, type Keystore } from '#keystore/keystore.port';
import { CLOCK, epochSeconds, type Clock } from '#protocol/clock';
import { randomId } from '#protocol/random';
import { signingAlgorithms } from '#protocol/keys/signing-algorithm';
import {
  ASSERTION_TYPE,
  assertionClaims,
  authenticationMode,
  basicAuthorization,
} from '#protocol/server/server-credentials';
import type { KnownServer } from '../known-servers.port.js';
import type {
  CalledEndpoint,
  ServerCallAuthentication,
  ServerCallCredentials,
  ServerCredentialsOutcome,
} from '../server-call-authentication.port.js';
import { ServerSecret } from '../server-secret.js';
import { SERVER_SURROUNDINGS, type ServerSurroundings } from '../server-surroundings.js';
import { ClientKeys } from './client-keys.js';
import { ServerRecords } from './server-records.js';

/** {@link ServerCallAuthentication}. */
@Injectable()
export class OurCredentials implements ServerCallAuthentication {
  constructor(
    private readonly records: ServerRecords,
    private readonly secrets: ServerSecret,
    private readonly keys: ClientKeys,
    @Inject(KEYSTORE) private readonly keystore: Keystore,
    @Inject(SERVER_SURROUNDINGS) private readonly surroundings: Pick<ServerSurroundings, 'callSettings'>,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async credentials(server: KnownServer, target: CalledEndpoint): Promise<ServerCredentialsOutcome> {
    const { settings, clientId, hasSecret } = server;
    const mode = authenticationMode(settings, hasSecret);
    if (clientId === undefined)
      return mode === 'NONE' ? ready({ mode, form: {} }) : unavailable('it has no tokenIntrospectionClientId');
    if (mode === 'NONE') return ready({ mode, form: { client_id: clientId } });
    if (mode === 'PRIVATE_KEY_JWT') return ready(await this.assertion(server, clientId, target));
    const secret = await this.secretOf(server);
    if (secret === undefined) return unavailable(`${mode} needs tokenIntrospectionClientSecret`);
    if (mode === 'CLIENT_SECRET_FORM') return ready({ mode, form: { client_id: clientId, client_secret: secret } });
    return ready({ mode, form: {}, authorization: basicAuthorization(clientId, secret) });
  }

  private async secretOf({ moduleId, pid }: KnownServer): Promise<string | undefined> {
    const stored = (await this.records.of(moduleId)).byPid.get(pid);
    return stored && this.secrets.opened(stored);
  }

  /**
   * For the issuer, as the newer rules have it: an assertion for the address of one endpoint could be asked for by a server that names another's
   * endpoint as its own (draft-ietf-oauth-rfc7523bis; V-36). The older audience comes with the older type.
   */
  private async assertion(
    { moduleId }: KnownServer,
    clientId: string,
    { issuer, tokenEndpoint, algorithms = [] }: CalledEndpoint,
  ): Promise<ServerCallCredentials> {
    const { assertionAudience } = this.surroundings.callSettings(moduleId);
    const isForEndpoint = assertionAudience === 'token_endpoint' && tokenEndpoint !== undefined;
    const facts = { clientId, jti: randomId(), now: epochSeconds(this.clock.now()) };
    const claims = assertionClaims({ ...facts, audience: isForEndpoint ? tokenEndpoint : issuer });
    const keystoreId = await this.keys.ready(moduleId);
    const own = await this.keystore.algorithms(keystoreId);
    const alg = signingAlgorithms.find((name) => own.includes(name) && algorithms.includes(name));
    const typ = isForEndpoint ? 'JWT' : 'client-authentication+jwt';
    const assertion = await this.keystore.sign(keystoreId, { typ, ...(alg && { alg }) }, claims);
    return {
      mode: 'PRIVATE_KEY_JWT',
      form: { client_id: clientId, client_assertion_type: ASSERTION_TYPE, client_assertion: assertion },
    };
  }
}

function ready(credentials: ServerCallCredentials): ServerCredentialsOutcome {
  return { kind: 'ready', credentials };
}

function unavailable(problem: string): ServerCredentialsOutcome {
  return { kind: 'unavailable', problem };
}

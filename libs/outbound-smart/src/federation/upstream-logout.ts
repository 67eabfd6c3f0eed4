import { Inject, Injectable, Logger } from '@nestjs/common';
import { buildEndSessionUrl } from 'openid-client';
import type { BrowserSession } from '#browser-session/browser-session.port';
import { SECRET_ENCRYPTION, type SecretEncryption } from '#keystore/secret-encryption.port';
import {
  SERVER_METADATA,
  type ServerMetadata,
  type ServerMetadataSource,
} from '#oidc-server-definition/server-metadata.port';
import type { ClientDefinition } from '#protocol/client/client';
import { sha256Base64Url } from '#protocol/hash';
import { randomToken } from '#protocol/random';
import { FederatedServers, type FederatedServer } from './federated-servers.js';
import { SIGNED_OUT_PATH } from './federation-paths.js';
import { upstreamConfiguration } from './upstream-configuration.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import {
  FEDERATED_SESSION_STORE,
  type FederatedSession,
  type FederatedSessionKey,
  type FederatedSessionStore,
} from '../stores/federated-session.store.js';
import { FEDERATED_SIGN_OUT_STORE, type FederatedSignOutStore } from '../stores/federated-sign-out.store.js';

/** Seconds in which a person has to come back. */
const LIFETIME = 600;
const TABLE = 'federated_session';

/** What ended here, and where the person goes afterwards. */
interface SignOutHere {
  /** Where it was the one of this very browser. */
  readonly session?: BrowserSession;
  readonly location?: string;
  /** Whose address that is. */
  readonly client?: Pick<ClientDefinition, 'clientId'>;
}

interface SignOutPlace {
  readonly server: FederatedServer;
  readonly metadata: ServerMetadata;
}

/** The sign-out at the server that somebody signed in at, where `federate_mode.upstream_logout.enabled` asks for it. */
@Injectable()
export class UpstreamLogout {
  private readonly logger = new Logger('Federation');

  constructor(
    @Inject(FEDERATED_SESSION_STORE) private readonly sessions: FederatedSessionStore,
    @Inject(FEDERATED_SIGN_OUT_STORE) private readonly signOuts: FederatedSignOutStore,
    @Inject(SERVER_METADATA) private readonly metadata: ServerMetadataSource,
    @Inject(SECRET_ENCRYPTION) private readonly encryption: SecretEncryption,
    private readonly servers: FederatedServers,
  ) {}

  /** Remembers the ID token for as long as the session can last; it says at that server whose session is to end. */
  async remember(instance: OutboundSmartInstance, session: Omit<FederatedSession, 'sealed'>, idToken: string) {
    const { federation, sessions } = instance.options;
    if (!federation.upstreamLogoutEnabled) return;
    const sealed = this.encryption.seal(placeOf(session), idToken);
    await this.sessions.keep({ ...session, sealed }, sessions.maximumHours);
  }

  /** Where the sign-out of a session would lead; undefined where it leads nowhere. */
  async target(instance: OutboundSmartInstance, session: BrowserSession | undefined): Promise<string | undefined> {
    const key = keyOf(instance, session);
    const kept = key && (await this.sessions.find(key));
    const place = kept && (await this.place(instance, kept));
    return place?.metadata.endpoints.endSession;
  }

  /** Where the browser is to go after the sign-out here; undefined where that is not wanted, or cannot be. */
  async leave(
    instance: OutboundSmartInstance,
    { session, location, client }: SignOutHere,
  ): Promise<string | undefined> {
    const key = keyOf(instance, session);
    const kept = key && (await this.sessions.take(key));
    const place = kept && (await this.place(instance, kept));
    if (kept === undefined || place === undefined) return undefined;
    const { moduleId, baseUrl } = instance;
    const state = randomToken('ghz_');
    const goesOn = location !== undefined && client && { location, clientId: client.clientId };
    await this.signOuts.add({ stateHash: sha256Base64Url(state), moduleId, ...goesOn }, LIFETIME);
    const id_token_hint = this.encryption.open(placeOf(kept), kept.sealed);
    const parameters = { id_token_hint, post_logout_redirect_uri: baseUrl + SIGNED_OUT_PATH, state };
    return buildEndSessionUrl(upstreamConfiguration(place.server, place.metadata), parameters).href;
  }

  /** Whoever signs out here is signed out here, whatever becomes of the rest. */
  private async place(
    instance: OutboundSmartInstance,
    { serverPid }: FederatedSession,
  ): Promise<SignOutPlace | undefined> {
    const server = (await this.servers.of(instance)).find(({ pid }) => pid === serverPid);
    const found = server && (await this.metadata.of(server, ['endSession']));
    if (server && found?.kind === 'known') return { server, metadata: found.metadata };
    const reason = found?.kind === 'unavailable' ? found.problem : 'its definition is gone';
    this.logger.warn({
      message: 'Nobody can be signed out at a server.',
      module: instance.moduleId,
      serverPid,
      reason,
    });
    return undefined;
  }
}

/** Where something may be kept of a session; nowhere where nobody is to be signed out at the server. */
function keyOf(
  { moduleId, options: { federation } }: OutboundSmartInstance,
  session: BrowserSession | undefined,
): FederatedSessionKey | undefined {
  if (session === undefined || !federation.enabled || !federation.upstreamLogoutEnabled) return undefined;
  return { moduleId, browserHash: session.sessionHash, userPid: session.userPid };
}

/** Of a person at a server; the browser's cookie changes. */
function placeOf({ moduleId, userPid, serverPid }: Omit<FederatedSession, 'sealed'>) {
  return { table: TABLE, row: [moduleId, userPid, serverPid] };
}

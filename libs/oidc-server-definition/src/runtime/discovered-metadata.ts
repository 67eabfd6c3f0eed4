import { Injectable } from '@nestjs/common';
import { EgressError } from '#egress/egress.port';
import type { ServerDocument } from '#protocol/server/server-document';
import type { KnownServer } from '../known-servers.port.js';
import type { ServerEndpoints, ServerMetadataOutcome, ServerMetadataSource } from '../server-metadata.port.js';
import { inTime } from '#egress/in-time.port';
import { DocumentRefusedError, ServerDocuments } from './server-documents.js';

/** {@link ServerMetadataSource}: what the definition names goes before what the server says. */
@Injectable()
export class DiscoveredMetadata implements ServerMetadataSource {
  constructor(private readonly documents: ServerDocuments) {}

  async of(server: KnownServer, needs: readonly (keyof ServerEndpoints)[]): Promise<ServerMetadataOutcome> {
    const explicit = explicitEndpoints(server);
    const kept = this.documents.of(server);
    const isWanted = needs.some((name) => explicit[name] === undefined);
    const document = isWanted ? await inTime(kept.current(), undefined) : kept.now();
    const endpoints = { ...document?.endpoints, ...explicit };
    const missing = needs.find((name) => endpoints[name] === undefined);
    if (missing !== undefined) return unavailable(missing, document, kept.problem);
    const issuer = document?.issuer ?? server.settings.issuer;
    return { kind: 'known', metadata: { issuer, endpoints, ...(document && { document: document.members }) } };
  }
}

function explicitEndpoints({ settings }: KnownServer): ServerEndpoints {
  const { federationAuthorizationUrl: authorization, federationTokenUrl: token } = settings;
  const { federationUserInfoUrl: userInfo, federationJwkSetUrl: jwks } = settings;
  const entries = Object.entries({ authorization, token, userInfo, jwks });
  return Object.fromEntries(entries.filter(([, url]) => url !== undefined && url !== ''));
}

function unavailable(
  missing: keyof ServerEndpoints,
  document: ServerDocument | undefined,
  problem: Error | undefined,
): ServerMetadataOutcome {
  if (document !== undefined)
    return { kind: 'unavailable', reason: 'no-endpoint', problem: `it has no ${missing} endpoint` };
  const reason = failureReason(problem);
  return { kind: 'unavailable', reason, problem: `its discovery document: ${problem?.message ?? 'no answer in time'}` };
}

/** Which kind of failure kept a document from being had. */
export function failureReason(problem: unknown): 'unreachable' | 'unusable' | 'wrong-issuer' {
  if (problem instanceof DocumentRefusedError) return problem.reason;
  const isAnswer =
    problem instanceof EgressError && ['status', 'unusable-body', 'too-large', 'redirected'].includes(problem.reason);
  return isAnswer ? 'unusable' : 'unreachable';
}

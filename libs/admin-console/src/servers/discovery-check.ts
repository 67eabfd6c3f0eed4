import { Inject, Injectable } from '@nestjs/common';
import { KNOWN_SERVERS, type KnownServers } from '#oidc-server-definition/known-servers.port';
import { SERVER_METADATA, type ServerMetadataSource } from '#oidc-server-definition/server-metadata.port';

/** One thing that was looked at. */
export interface CheckStep {
  readonly what: string;
  readonly isGood: boolean;
  /** What was found. */
  readonly found: string;
  /** What to do where it is not good. */
  readonly remedy?: string;
}

/** Asks a defined server what it says of itself, and compares it with the definition. */
@Injectable()
export class DiscoveryCheck {
  constructor(
    @Inject(KNOWN_SERVERS) private readonly servers: KnownServers,
    @Inject(SERVER_METADATA) private readonly metadata: ServerMetadataSource,
  ) {}

  async run(moduleId: string, issuer: string): Promise<readonly CheckStep[]> {
    const server = await this.servers.byIssuer(moduleId, issuer);
    if (server === undefined)
      return [
        {
          what: 'Definition',
          isGood: false,
          found: 'is not in use',
          remedy: 'It may be archived, or was saved a moment ago: try again.',
        },
      ];
    const outcome = await this.metadata.of(server, []);
    const client = {
      what: 'Our client ID there',
      isGood: server.clientId !== undefined,
      found: server.clientId ?? 'is not set',
      remedy:
        'Register this server there, and write the client ID into the definition: without it nobody signs in there.',
    };
    if (outcome.kind === 'unavailable')
      return [
        {
          what: 'Discovery',
          isGood: false,
          found: `${REASONS[outcome.reason]}: ${outcome.problem}`,
          remedy: REMEDIES[outcome.reason],
        },
        client,
      ];
    const { endpoints, document, issuer: said } = outcome.metadata;
    return [
      {
        what: 'Discovery',
        isGood: document !== undefined,
        found:
          document === undefined ? 'was not asked: the definition names all that is needed' : `answers for ${said}`,
        remedy: 'Nothing to do, as long as its addresses and keys stay as they are.',
      },
      ...endpointSteps(endpoints),
      client,
    ];
  }
}

const REASONS = {
  unreachable: 'nobody answers',
  unusable: 'the answer cannot be used',
  'wrong-issuer': 'the document is that of somebody else',
  'no-endpoint': 'an endpoint is missing',
} as const;
const REMEDIES = {
  unreachable:
    'See that the address is right, that the server may be called (gatehouse.egress.allowed_hosts), and that its certificate is trusted.',
  unusable: 'Open the discovery document in a browser: it must be JSON of an OpenID Connect server.',
  'wrong-issuer':
    'The issuer of the definition must be what the document says, character for character but for trailing slashes.',
  'no-endpoint': 'Write the endpoint into the definition.',
} as const;

function endpointSteps(endpoints: {
  readonly authorization?: string;
  readonly token?: string;
  readonly jwks?: string;
  readonly userInfo?: string;
}): readonly CheckStep[] {
  const wanted = [
    ['Authorization endpoint', endpoints.authorization],
    ['Token endpoint', endpoints.token],
    ['Keys', endpoints.jwks],
    ['Userinfo endpoint', endpoints.userInfo],
  ] as const;
  return wanted.map(([what, found]) => ({
    ...{ what, isGood: found !== undefined, found: found ?? 'is not known' },
    remedy: 'The document does not name it: write it into the definition, if it is needed.',
  }));
}

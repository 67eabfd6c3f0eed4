import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basic, postForm } from './app.js';
import { recordAt, searchRecords } from './fhir-records.js';

/** Who vouches for the tokens, and as which client the FHIR server asks. */
export interface TrustedIssuer {
  readonly issuer: string;
  readonly clientId: string;
  readonly secret: string;
}

/** A read that was answered, and with which token it came. */
export interface FhirRead {
  readonly path: string;
  readonly status: number;
  readonly token: string | undefined;
}

/** A search that came, and with which token. */
export interface FhirSearch {
  readonly url: URL;
  readonly token: string;
  /** What Gatehouse said of the token then. */
  readonly facts: Readonly<Record<string, unknown>>;
}

interface Answer {
  readonly status: number;
  readonly body?: object;
  readonly contentType?: string;
}

/**
 * The FHIR server of the tests: discovery and metadata for everyone, a few resources for a live token that covers them. It
 * asks Gatehouse about every token, so that a revoked one stops working at once, and forwards the discovery document (ruling 67).
 */
export class FhirEndpoint {
  /** Every read of a resource so far. */
  readonly reads: FhirRead[] = [];
  /** Every search so far. */
  readonly searches: FhirSearch[] = [];
  /** Answers the next search in place of the server. */
  insteadOfSearch: ((response: ServerResponse) => void) | undefined;
  private trusted: TrustedIssuer | undefined;
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      if (this.misbehaves(request, response)) return;
      this.serve(request).then(
        (answer) => send(response, answer),
        (cause: unknown) => send(response, { status: 500, body: { problem: String(cause) } }),
      );
    });
  }

  /** Listens on a free port of the loopback interface. */
  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** Names the authorization server; before that every token is refused. */
  trust(issuer: TrustedIssuer): void {
    this.trusted = issuer;
  }

  /** `aud` of the launches. */
  get baseUrl(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/fhir`;
  }

  private misbehaves({ method, url = '/' }: IncomingMessage, response: ServerResponse): boolean {
    const answer = this.insteadOfSearch;
    if (answer === undefined || method !== 'GET' || !url.includes('?')) return false;
    this.insteadOfSearch = undefined;
    answer(response);
    return true;
  }

  private async serve(request: IncomingMessage): Promise<Answer> {
    const url = new URL(request.url ?? '/', this.baseUrl);
    const path = url.pathname.replace(/^\/fhir/, '');
    if (request.method === 'OPTIONS') return { status: 204 };
    if (path === '/.well-known/smart-configuration')
      return { status: 200, body: await this.discovery(), contentType: 'application/json' };
    if (path === '/metadata') return { status: 200, body: capabilities(await this.discovery()) };
    const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
    if (/^\/[A-Za-z]+$/.test(path)) return this.search(url, token);
    const answer = await this.read(path, token);
    this.reads.push({ path, status: answer.status, token });
    return answer;
  }

  private async read(path: string, token: string | undefined): Promise<Answer> {
    const record = recordAt(path);
    if (record === undefined) return outcome(404, 'not-found');
    const facts = token === undefined ? { active: false } : await this.introspect(token);
    if (facts.active !== true) return outcome(401, 'login');
    const isCovered = this.covers(facts, path, 'patient', 'r') && facts.patient === record.patient;
    return isCovered ? { status: 200, body: record.resource } : outcome(403, 'forbidden');
  }

  /** Everybody finds what they may see. */
  private async search(url: URL, token: string | undefined): Promise<Answer> {
    const facts = token === undefined ? { active: false } : await this.introspect(token);
    if (token === undefined || facts.active !== true) return outcome(401, 'login');
    this.searches.push({ url, token, facts });
    if (!this.covers(facts, url.pathname.replace(/^\/fhir/, ''), 'user', 's')) return outcome(403, 'forbidden');
    return { status: 200, body: searchRecords(url, String(facts.sub)) };
  }

  private covers(
    { aud, scope }: Readonly<Record<string, unknown>>,
    path: string,
    level: 'patient' | 'user',
    letter: 'r' | 's',
  ): boolean {
    const type = path.split('/')[1] ?? '';
    const readable = new RegExp(String.raw`^${level}/(?:\*|${type})\.(?:c?r?u?d?s?|read)$`);
    const allowed = String(scope)
      .split(' ')
      .some((each) => readable.test(each) && (each.endsWith('.read') || (each.split('.')[1] ?? '').includes(letter)));
    return allowed && [aud].flat().includes(this.baseUrl);
  }

  private async introspect(token: string): Promise<Readonly<Record<string, unknown>>> {
    const { introspection_endpoint: endpoint } = await this.discovery();
    const { clientId, secret } = this.issuer();
    const response = await postForm(String(endpoint), { token }, basic(clientId, secret));
    return (await response.json()) as Readonly<Record<string, unknown>>;
  }

  private async discovery(): Promise<Readonly<Record<string, unknown>>> {
    const response = await fetch(`${this.issuer().issuer}/.well-known/smart-configuration`);
    return (await response.json()) as Readonly<Record<string, unknown>>;
  }

  private issuer(): TrustedIssuer {
    if (this.trusted === undefined) throw new Error('The FHIR server was not told whom to trust.');
    return this.trusted;
  }
}

/** A CapabilityStatement as far as a SMART app reads it, with the addresses STU1 apps look for (STD X23). */
function capabilities(discovery: Readonly<Record<string, unknown>>): object {
  const addresses = { authorize: discovery.authorization_endpoint, token: discovery.token_endpoint };
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    fhirVersion: '4.0.1',
    format: ['json'],
    rest: [
      {
        mode: 'server',
        security: {
          extension: [
            {
              url: 'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris',
              extension: Object.entries(addresses).map(([url, valueUri]) => ({ url, valueUri })),
            },
          ],
        },
      },
    ],
  };
}

function outcome(status: number, code: string): Answer {
  return { status, body: { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code }] } };
}

/** Every app may call: it shows a token, not a cookie (STD X16). */
function send(response: ServerResponse, { status, body, contentType = 'application/fhir+json' }: Answer): void {
  response.writeHead(status, {
    'access-control-allow-origin': '*',
    'access-control-allow-headers': 'authorization, accept, content-type',
    'content-type': contentType,
  });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

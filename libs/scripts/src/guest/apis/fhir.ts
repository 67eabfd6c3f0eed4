import { fhirObject, type FhirResource } from '../bindings/fhir-object.js';
import { bindMethods } from '../bindings/bound-methods.js';
import type { Host } from '../host.js';
import { base64Of } from './base64-text.js';
import { utf8Of } from './bytes.js';
import { jsonOf } from './fhir-answer.js';
import { FhirSearchStart, typeOf } from './fhir-search.js';
import { otherServer, ownServer, type FhirTransport } from './fhir-transport.js';
import { textOf } from './text-of.js';

const ID = /^[A-Za-z0-9.-]{1,64}$/;
const { stringify } = JSON;

/** What can be asked of a FHIR server. */
export class FhirOperations {
  readonly #transport: FhirTransport;

  constructor(transport: FhirTransport) {
    this.#transport = transport;
  }

  /** Begins a search: `search().forResource('Patient').whereToken('identifier', system, value).asList()`. */
  search(): FhirSearchStart {
    return new FhirSearchStart(this.#transport);
  }

  /** A resource by its address, `read('Patient/1')`, or by type and id. Null where it is not there, or the address is none; throws where the server cannot be asked. */
  read(...given: [address: string] | [type: string, id: string]): FhirResource | null {
    const target = targetOf(given.map(textOf).join('/'));
    if (target === undefined) return null;
    const result = this.#transport({ method: 'GET', ...target });
    if ('status' in result && (result.status === 404 || result.status === 410)) return null;
    return fhirObject(jsonOf(result, `the read of ${target.address}`));
  }

  /** The same as `read`. */
  get(...given: [address: string] | [type: string, id: string]): FhirResource | null {
    return this.read(...given);
  }

  /** Taken for the sake of older scripts: what collides is not tried again. */
  withMaxConcurrencyRetry(_times?: number): this {
    return this;
  }
}

/** `Fhir`: the FHIR server of the module (property `context_selection.fhir_base_url`), which is read and searched with a token of this server's own. */
export class FhirApi extends FhirOperations {
  constructor(host: Host, problem: () => string | undefined) {
    const own = ownServer(host);
    super((request) => {
      const why = problem();
      if (why !== undefined) throw new Error(why);
      return own(request);
    });
  }
}

/** A client of another FHIR server, whose host is on the list of the property `script.http.allowed_hosts`. It shows what the script gives it, and nothing of this server's own. */
export class FhirClient extends FhirOperations {
  readonly #headers: Record<string, string>;
  readonly #ask: FhirTransport;

  constructor(host: Host, base: string) {
    const headers: Record<string, string> = {};
    const transport = otherServer(host, base, headers);
    super(transport);
    this.#headers = headers;
    this.#ask = transport;
  }

  /** Sets a header of every request from now on. */
  addHeader(name: string, value: unknown): this {
    this.#headers[textOf(name).toLowerCase()] = textOf(value);
    return this;
  }

  /** The same as `addHeader`. */
  addRequestHeader(name: string, value: unknown): this {
    return this.addHeader(name, value);
  }

  /** Every request shows this access token. */
  addBearerToken(token: string): this {
    return this.addHeader('authorization', `Bearer ${textOf(token)}`);
  }

  /** The same as `addBearerToken`. */
  setBearerToken(token: string): this {
    return this.addBearerToken(token);
  }

  /** Every request shows this name and password. */
  addBasicAuth(username: string, password: string): this {
    return this.addHeader('authorization', `Basic ${base64Of(utf8Of(`${textOf(username)}:${textOf(password)}`))}`);
  }

  /** The same as `addBasicAuth`. */
  setBasicAuth(username: string, password: string): this {
    return this.addBasicAuth(username, password);
  }

  /** Creates a resource, and puts the id that it got into it. */
  create(resource: Record<string, unknown>): FhirResource {
    const type = typeOf(resource['resourceType']);
    const body = stringify(resource);
    const created = fhirObject(this.#sent(this.#ask({ method: 'POST', address: type, type, body }), type));
    if (typeof created.id === 'string') resource['id'] = created.id.replace(/^.*\//, '');
    return created;
  }

  /** Writes a resource in place of what it was. */
  update(resource: Record<string, unknown>): FhirResource {
    const type = typeOf(resource['resourceType']);
    const target = targetOf(`${type}/${textOf(resource['id']).replace(/^.*\//, '')}`);
    if (target === undefined) throw new Error(`A ${type} can only be updated when it has an id.`);
    return fhirObject(this.#sent(this.#ask({ method: 'PUT', ...target, body: stringify(resource) }), type));
  }

  /** Deletes a resource by its address, or by type and id. Throws where that fails. */
  delete(...given: [address: string] | [type: string, id: string]): void {
    const target = targetOf(given.map(textOf).join('/'));
    if (target === undefined) throw new Error('Name what is to be deleted as type and id, such as Patient/1.');
    const result = this.#ask({ method: 'DELETE', ...target });
    if ('failure' in result || result.status >= 300) jsonOf(result, `the deletion of ${target.address}`);
  }

  /** Servers need not answer with what they wrote. */
  #sent(result: ReturnType<FhirTransport>, type: string): Readonly<Record<string, unknown>> {
    const isEmpty = 'status' in result && result.status >= 200 && result.status < 300 && result.text === '';
    if (!isEmpty) return jsonOf(result, `the writing of ${type}`);
    const [, id] = /\/([A-Za-z0-9.-]{1,64})(?:\/_history\/[^/]*)?$/.exec(result.headers['location'] ?? '') ?? [];
    return { resourceType: type, ...(id !== undefined && { id }) };
  }
}

/** `FhirClientFactory`: clients of other FHIR servers. */
export class FhirClientFactoryApi {
  readonly #host: Host;

  constructor(host: Host) {
    this.#host = host;
  }

  /** A client of the server with this base address. */
  newClient(base: string): FhirClient {
    return new FhirClient(this.#host, textOf(base));
  }
}

bindMethods(FhirOperations, FhirClient, FhirClientFactoryApi);

/** `Patient/1`, from a full address too; undefined for what is none. */
function targetOf(written: string): { readonly address: string; readonly type: string } | undefined {
  const [type = '', id = ''] = written
    .replace(/\/_history\/.*$/, '')
    .split('/')
    .slice(-2);
  const isTarget = /^[A-Z][A-Za-z]{1,63}$/.test(type) && ID.test(id) && id !== '.' && id !== '..';
  return isTarget ? { address: `${type}/${id}`, type } : undefined;
}

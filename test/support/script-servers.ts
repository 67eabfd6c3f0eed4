import type { HttpResult } from '#scripts/guest/apis/http-request';
import type { ScriptInput } from './script-cases.js';

/** A request of a script, as it left the engine: header names in lower case. */
export interface ScriptedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The servers of a case: each answer is given once, in the order they are listed. */
export class ScriptServers {
  readonly requests: ScriptedRequest[] = [];
  private readonly left: NonNullable<ScriptInput['http']>[number][];

  constructor(private readonly input: Pick<ScriptInput, 'http' | 'fhir'>) {
    this.left = [...(input.http ?? [])];
  }

  readonly http = (payload: unknown): HttpResult => {
    const request = payload as ScriptedRequest;
    this.requests.push(request);
    const index = this.left.findIndex(({ method, url }) => method === request.method && url === request.url);
    const [found] = index < 0 ? [] : this.left.splice(index, 1);
    if (found === undefined) return { failure: 'Connection refused' };
    const { status, headers = {}, body = '' } = found.answer;
    const names = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
    return {
      status,
      headers: Object.fromEntries(names) as Record<string, string>,
      text: typeof body === 'string' ? body : JSON.stringify(body),
    };
  };

  readonly fhir = (payload: unknown): HttpResult => {
    const { address } = payload as { address: string };
    const { pathname, searchParams } = new URL(address, 'https://fhir.example.org/');
    const found = this.input.fhir?.find(
      ({ type, param, system, value }) =>
        pathname === `/${type}` && searchParams.get(param) === (system === null ? value : `${system}|${value}`),
    );
    const entry = (found?.result ?? []).map((resource) => ({ resource }));
    return { status: 200, headers: {}, text: JSON.stringify({ resourceType: 'Bundle', entry }) };
  };
}

import { escapePathSegment, escapeQueryParameter } from '../escaping/uri.js';

/** A parameter of a link; a value that is null stands with its name only. */
export interface LinkParameter {
  readonly name: string;
  readonly values: readonly (string | null)[];
}

/**
 * The address of `@{…}`: parameters whose name stands as `{name}` in the base take its place, the others become the query, in front of the fragment.
 * `/` leads to the root of the application, `~/` to that of the server.
 * @see StandardLinkBuilder of Thymeleaf
 */
export function buildLink(base: string, given: readonly LinkParameter[], contextPath: string): string {
  const parameters = mergeParameters(given);
  const { address, rest } = fillTemplates(base, parameters);
  const rooted = address.startsWith('~/')
    ? address.slice(1)
    : isInApplication(address)
      ? contextPath + address
      : address;
  return rest.length === 0 ? rooted : withQuery(rooted, rest);
}

function isInApplication(address: string): boolean {
  return address.startsWith('/') && !address.startsWith('//');
}

/** Parameters of the same name in any case are one with several values, under the name that came first. */
function mergeParameters(given: readonly LinkParameter[]): readonly LinkParameter[] {
  const merged = new Map<string, LinkParameter>();
  for (const parameter of given) {
    const key = parameter.name.toLowerCase();
    const before = merged.get(key);
    merged.set(key, before ? { name: before.name, values: [...before.values, ...parameter.values] } : parameter);
  }
  return [...merged.values()];
}

/** One walk over the base: what is put in is never looked at again. */
function fillTemplates(
  base: string,
  parameters: readonly LinkParameter[],
): { address: string; rest: readonly LinkParameter[] } {
  const byName = new Map(parameters.map((parameter) => [parameter.name, parameter]));
  const used = new Set<LinkParameter>();
  const query = base.indexOf('?');
  const address = replaceTemplates(base, (name, at) => {
    const found = byName.get(name);
    if (!found) return undefined;
    used.add(found);
    return templateText(found, query >= 0 && at > query);
  });
  return { address, rest: parameters.filter((parameter) => !used.has(parameter)) };
}

function replaceTemplates(base: string, replacement: (name: string, at: number) => string | undefined): string {
  const pieces: string[] = [];
  let at = 0;
  for (;;) {
    const open = base.indexOf('{', at);
    const close = open < 0 ? -1 : base.indexOf('}', open);
    if (close < 0) return pieces.join('') + base.slice(at);
    const put = replacement(base.slice(open + 1, close), open);
    pieces.push(base.slice(at, open), put ?? base.slice(open, open + 1));
    at = put === undefined ? open + 1 : close + 1;
  }
}

function templateText({ values }: LinkParameter, isInQuery: boolean): string {
  const escape = isInQuery ? escapeQueryParameter : escapePathSegment;
  return values.map((value) => escape(value ?? '')).join(',');
}

function withQuery(address: string, parameters: readonly LinkParameter[]): string {
  const hash = address.indexOf('#');
  const [path, fragment] = hash < 0 ? [address, ''] : [address.slice(0, hash), address.slice(hash)];
  const mark = path.includes('?') ? (/[?&]$/.test(path) ? '' : '&') : '?';
  return path + mark + parameters.map((parameter) => queryText(parameter)).join('&') + fragment;
}

function queryText({ name, values }: LinkParameter): string {
  const key = escapeQueryParameter(name);
  return values.map((value) => (value === null ? key : `${key}=${escapeQueryParameter(value)}`)).join('&');
}

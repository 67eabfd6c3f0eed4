import { allowedHost } from '../../../libs/egress/src/allowed-hosts.port.js';
import { issuerKey } from '../../../libs/protocol/src/server/server.js';
import type {
  ResourceServerIntrospection,
  ResourceServerIssuer,
  SmartResourceServerOptions,
} from './resource-server.options.js';

const MOST_ISSUERS = 50;

/** What may be there when the application is written in JavaScript. */
type Unsure<T> = { readonly [Name in keyof T]?: unknown };

/** Everything that is wrong with the options, in words for whoever writes the application; none repeats a secret. */
export function optionsProblems(options: SmartResourceServerOptions): readonly string[] {
  const {
    issuers,
    audience,
    cacheSeconds,
    keysFreshSeconds,
    unknownTokensPerMinute,
    allowedHosts = [],
  }: Unsure<SmartResourceServerOptions> = options;
  return [
    ...issuersProblems(issuers),
    ...(isTextList(typeof audience === 'string' ? [audience] : audience)
      ? []
      : ['audience: name whom tokens must be made for, such as the address of the FHIR endpoint']),
    ...numberProblems('cacheSeconds', cacheSeconds, [0, 3_600]),
    ...numberProblems('keysFreshSeconds', keysFreshSeconds, [60, 86_400]),
    ...numberProblems('unknownTokensPerMinute', unknownTokensPerMinute, [1, 100_000]),
    ...hostProblems(allowedHosts),
  ];
}

function issuersProblems(issuers: unknown): readonly string[] {
  if (!Array.isArray(issuers) || issuers.length === 0 || issuers.length > MOST_ISSUERS)
    return [`issuers: name 1 to ${String(MOST_ISSUERS)} authorization servers`];
  const list = issuers as readonly Unsure<ResourceServerIssuer>[];
  const keys = list.map(({ issuer }) => (typeof issuer === 'string' ? issuerKey(issuer) : ''));
  const repeated = keys.filter((key, place) => key !== '' && keys.indexOf(key) !== place);
  return [
    ...list.flatMap((each, place) => issuerProblems(each).map((problem) => `issuers[${String(place)}].${problem}`)),
    ...repeated.map((key) => `issuers: ${key} is there twice`),
  ];
}

function issuerProblems({ issuer, jwksUri, introspection, permissions }: Unsure<ResourceServerIssuer>) {
  return [
    ...(isWebAddress(issuer) ? [] : ['issuer: is no https or http address without user, query and fragment']),
    ...(jwksUri === undefined || isWebAddress(jwksUri) ? [] : ['jwksUri: is no https or http address']),
    ...(permissions === undefined || typeof permissions === 'function' ? [] : ['permissions: is no function']),
    ...introspectionProblems(introspection),
  ];
}

function introspectionProblems(introspection: unknown): readonly string[] {
  if (introspection === undefined) return [];
  if (typeof introspection !== 'object' || introspection === null) return ['introspection: is no object'];
  const { clientId, clientSecret, method = 'basic' } = introspection as Unsure<ResourceServerIntrospection>;
  return [
    ...(isText(clientId) ? [] : ['introspection.clientId: is not set']),
    ...(isText(clientSecret) ? [] : ['introspection.clientSecret: is not set']),
    ...(method === 'basic' || method === 'form' ? [] : ['introspection.method: is neither basic nor form']),
  ];
}

function numberProblems(name: string, value: unknown, [least, most]: readonly [number, number]): readonly string[] {
  const isFine = value === undefined || (Number.isInteger(value) && Number(value) >= least && Number(value) <= most);
  return isFine ? [] : [`${name}: is no whole number from ${String(least)} to ${String(most)}`];
}

function hostProblems(hosts: unknown): readonly string[] {
  if (!Array.isArray(hosts)) return ['allowedHosts: is no list'];
  const odd = (hosts as readonly unknown[]).filter((host) => !isText(host) || allowedHost(host) === undefined);
  return odd.map((host) => `allowedHosts: ${JSON.stringify(host)} is no host, and no host with a port`);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isTextList(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isText);
}

function isWebAddress(value: unknown): boolean {
  if (typeof value !== 'string' || value.length > 2_048 || !URL.canParse(value)) return false;
  const { protocol, username, password, search, hash } = new URL(value);
  return /^https?:$/.test(protocol) && username + password + search + hash === '';
}

import { isJsonObject } from '#protocol/json/json-object';
import { ContextSourceError, type ContextPage } from '../context-source.port.js';
import { recordOf, type SearchedType } from './search-address.js';
import { choiceOf, patientOf } from './resource-choice.js';

/** What was searched for. */
export interface ExpectedBundle extends SearchedType {
  /** Base address of the FHIR server, without a trailing slash. */
  readonly base: string;
}

/** Entries that are read, however many a server sends. */
const MOST_ENTRIES = 100;
/** Longest address that can be called. */
const LONGEST_ADDRESS = 2048;

/**
 * The choices on one page of a search, and the address of the next page where it lies on the same server.
 * @throws ContextSourceError when the answer is no bundle
 * @see FHIR R4 §3.1.1 search, §2.36 Bundle
 */
export function readSearchBundle(body: unknown, expected: ExpectedBundle): ContextPage {
  if (!isJsonObject(body) || body['resourceType'] !== 'Bundle') throw new ContextSourceError('the answer is no Bundle');
  const found = listIn(body['entry']).slice(0, MOST_ENTRIES).map(resourceOf).filter(isWanted(expected));
  const choices = found.flatMap((resource) => choiceOf(resource, expected.resourceType) ?? []);
  const next = nextIn(body['link'], expected.base);
  return {
    choices: [...new Map(choices.map((choice) => [choice.id, choice])).values()],
    ...(next !== undefined && { next }),
  };
}

/** What somebody included is no match, and the visit of another patient is none whatever the server thinks. */
function isWanted(expected: ExpectedBundle) {
  const patient = recordOf(expected);
  return (resource: unknown): boolean => patient === undefined || patientOf(resource) === patient;
}

function resourceOf(entry: unknown): unknown {
  if (!isJsonObject(entry)) return undefined;
  const { search, resource } = entry;
  return isJsonObject(search) && search['mode'] !== undefined && search['mode'] !== 'match' ? undefined : resource;
}

function nextIn(links: unknown, base: string): string | undefined {
  const link = listIn(links).find((each) => isJsonObject(each) && each['relation'] === 'next');
  const url = isJsonObject(link) ? link['url'] : undefined;
  return typeof url === 'string' && url !== '' ? addressBelow(base, url) : undefined;
}

/** The token goes to no other server than the one it was made for (V-77). */
function addressBelow(base: string, written: string): string | undefined {
  if (written.length > LONGEST_ADDRESS || !URL.canParse(written, `${base}/`)) return undefined;
  const { origin, pathname, username, password, href } = new URL(written, `${base}/`);
  const { origin: ours, pathname: path } = new URL(base);
  const isBelow = pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`);
  if (origin !== ours || username !== '' || password !== '' || !isBelow || /%2e|%2f|%5c/i.test(pathname))
    return undefined;
  return href.length > LONGEST_ADDRESS ? undefined : href;
}

function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

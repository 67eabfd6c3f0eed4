import { originProblem } from '../oauth2/origin-problem.js';
import { redirectUriProblem, webUrlProblem } from '../oauth2/redirect-uri-problem.js';
import type { FieldProblem } from '../json/json-fields.js';
import type { ClientSettings } from './client.js';
import { ownFieldEntries, type OwnFields } from './own-fields.js';

type UriFields = Pick<ClientSettings, 'registeredRedirectUris' | 'jwksUrl' | keyof OwnFields>;
type UriCheck = (uri: string) => string | undefined;

/** How the addresses in our own fields are checked, by kind of field. */
const uriChecks: ReadonlyMap<string, UriCheck> = new Map([
  ['redirect-uris', redirectUriProblem],
  ['origins', originProblem],
  ['web-address', webUrlProblem],
  ['web-addresses', webUrlProblem],
]);

/** What is wrong with any field of a client that holds a URI; every one of them may end up in a page, a redirect or a request (V-09). */
export function clientUriProblems(client: UriFields): readonly FieldProblem[] {
  return [
    ...eachProblem('registeredRedirectUris', client.registeredRedirectUris, redirectUriProblem),
    ...eachProblem('jwksUrl', client.jwksUrl === '' ? [] : [client.jwksUrl], webUrlProblem),
    ...ownFieldEntries.flatMap(([name, { kind }]) => ownUriProblems(name, uriChecks.get(kind), client)),
  ];
}

function ownUriProblems(field: string, check: UriCheck | undefined, client: UriFields): FieldProblem[] {
  const value = client[field as keyof OwnFields] as string | readonly string[] | undefined;
  return check === undefined || value === undefined ? [] : eachProblem(field, [value].flat(), check);
}

function eachProblem(field: string, uris: readonly string[], check: UriCheck): FieldProblem[] {
  return uris.flatMap((uri) => {
    const problem = check(uri);
    return problem === undefined
      ? []
      : [{ field, problem: `${JSON.stringify(uri)} ${problem}`, remedy: 'Correct or remove it' }];
  });
}

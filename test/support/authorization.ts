import { authorizeUrl } from './app.js';
import { hiddenFields, type Page, type Person } from './person.js';

/** Challenge of RFC 7636 appendix B, for requests whose code nobody redeems. */
export const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';

/** Parameters of an authorization request; undefined leaves a default out. */
export type RequestParameters = Readonly<Record<string, string | undefined>>;

/** Address of an authorization request with PKCE. */
export function requestUrl(issuer: string, parameters: RequestParameters = {}): string {
  return authorizeUrl(issuer, { code_challenge: CHALLENGE, ...parameters });
}

/** What an error page says. */
export interface ErrorFacts {
  readonly status: number;
  readonly message: string;
  readonly parameter: string | undefined;
  readonly uri: string | undefined;
  readonly reference: string | undefined;
}

/** Reads an error page; throws where the answer is none. */
export function errorFacts(page: Page): ErrorFacts {
  const message = textOf(page, 'error-message');
  if (message === undefined) throw new Error(`Not an error page: ${page.status} ${page.text.slice(0, 500)}`);
  return {
    status: page.status,
    message,
    parameter: textOf(page, 'error-parameter'),
    uri: textOf(page, 'error-uri'),
    reference: textOf(page, 'error-reference'),
  };
}

/** Text of the element with this id; undefined where there is none. */
export function textOf({ text }: Page, id: string): string | undefined {
  return new RegExp(`id="${id}"[^>]*>([^<]*)<`).exec(text)?.[1];
}

/** Where the app is sent; throws where the browser stays with the server. */
export function answerOf(page: Page): URL {
  const location = page.headers.get('location');
  if (location === null) throw new Error(`No answer for the app, but ${page.status}: ${page.text.slice(0, 500)}`);
  return new URL(location);
}

/** Parameters of the answer in the query of the redirect. */
export function answerParameters(page: Page): Readonly<Record<string, string>> {
  return Object.fromEntries(answerOf(page).searchParams);
}

/** Parameters of the answer in the fragment of the redirect. */
export function fragmentParameters(page: Page): Readonly<Record<string, string>> {
  return Object.fromEntries(new URLSearchParams(answerOf(page).hash.slice(1)));
}

/** What the server shows or does: the name of the page, `answer` for a redirect to the app, `error` for the error page. */
export function kindOf(page: Page): 'sign-in' | 'selection' | 'approval' | 'answer' | 'error' | 'other' {
  if (page.headers.has('location')) return 'answer';
  if (page.text.includes('id="sign-in-form"')) return 'sign-in';
  if (page.text.includes('id="page-select-context"')) return 'selection';
  if (page.text.includes('id="approve-form"')) return 'approval';
  return page.text.includes('id="error-message"') ? 'error' : 'other';
}

/** Handle of the waiting request a page's form belongs to. */
export function handleOf(page: Page): string {
  const handle = hiddenFields(page).interaction;
  if (handle === undefined) throw new Error(`No form with a handle: ${page.status} ${page.text.slice(0, 500)}`);
  return handle;
}

/** Scopes an approval page lets the person untick, and those it does not. */
export function scopesOf({ text }: Page): { optional: readonly string[]; required: readonly string[] } {
  const inputs = [...text.matchAll(/<input\b[^>]*\bname="scope\.([^"]*)"[^>]*>/g)];
  const named = inputs.map(([tag, scope = '']) => ({ scope: scope.replaceAll('&#x3D;', '='), tag }));
  const isOptional = ({ tag }: { tag: string }): boolean => tag.includes('type="checkbox"');
  return {
    optional: named.filter(isOptional).map(({ scope }) => scope),
    required: named.filter((one) => !isOptional(one)).map(({ scope }) => scope),
  };
}

/** Titles of the scopes that an approval page tells of as allowed already, without asking. */
export function alreadyAllowedOn({ text }: Page): readonly string[] {
  const [, group = ''] = /<fieldset class="group" id="group-allowed">(.*?)<\/fieldset>/s.exec(text) ?? [];
  return [...group.matchAll(/<p class="scope-title"><bdi>([^<]*)</g)].map(([, title = '']) => title);
}

/** Opens an authorization request and signs the person in where the server asks; returns what comes next. */
export async function openSignedIn(
  person: Person,
  url: string,
  credentials: { username: string; password: string },
): Promise<Page> {
  const page = await person.open(url);
  return kindOf(page) === 'sign-in' ? person.signIn(page, credentials) : page;
}

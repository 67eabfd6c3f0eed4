import { OAuthError } from '../oauth2/oauth-error.js';
import { parseScope } from '../oauth2/scope.js';
import { webUrlProblem } from '../oauth2/redirect-uri-problem.js';
import type { FieldProblem } from '../json/json-fields.js';
import { SERVER_SECRET, serverFields, serverTextNames, type ServerField } from './server-fields.js';
import { serverKeysProblem } from './server-keys.js';
import type { NewServer } from './server.js';

/** What decides which servers may be defined. */
export interface ServerRules {
  /** Whether addresses may be http beyond the loopback: in evaluation only (ruling 61). */
  readonly allowsPlainHttp: boolean;
}

type Check = (text: string, rules: ServerRules) => string | undefined;

const LEAST_SECRET = 9;
/** What no line may have: other systems take it for the end of the line (V-84). */
const LINE_END = /[\p{Zl}\p{Zp}]/u;

const checks: Readonly<Partial<Record<ServerField['kind'], Check>>> = {
  issuer: (text, rules) => addressProblem(text, rules) ?? (text.includes('?') ? 'has a query' : undefined),
  'web-address': addressProblem,
  keys: serverKeysProblem,
  name: (text) => (/^[A-Za-z0-9_-]+$/.test(text) ? undefined : 'has a sign other than letters, digits, _ and -'),
  scopes: scopesProblem,
  location: (text) =>
    /^(?:file|classpath):./.test(text) ? undefined : 'begins neither with classpath: nor with file:',
};

/**
 * What keeps a definition from being saved, by whichever way it comes in. Empty = it may be saved; whether its file can be read, and whether its
 * module may have it, is not asked here.
 */
export function serverProblems(server: NewServer, rules: ServerRules): readonly FieldProblem[] {
  const { settings, secret } = server;
  const texts = serverTextNames.flatMap((name) => {
    const text = settings[name];
    const problem = text === undefined || text === '' ? undefined : textProblem(serverFields[name], text, rules);
    return problem === undefined ? [] : [{ field: name, problem, remedy: 'Correct or remove it' }];
  });
  return [...texts, ...(secret.kind === 'set' ? secretProblems(secret.text) : [])];
}

function textProblem(field: ServerField, text: string, rules: ServerRules): string | undefined {
  const isOneLine = !['lines', 'keys', 'script'].includes(field.kind);
  if (isOneLine && LINE_END.test(text)) return 'has a line break';
  return checks[field.kind]?.(text, rules);
}

/** As of any web address; http to other hosts is as good as https where the rules say so. */
function addressProblem(text: string, { allowsPlainHttp }: ServerRules): string | undefined {
  return webUrlProblem(allowsPlainHttp ? text.replace(/^http:/, 'https:') : text);
}

function scopesProblem(text: string): string | undefined {
  try {
    parseScope(text);
    return undefined;
  } catch (error) {
    if (error instanceof OAuthError) return 'has too many scopes, or a character that scopes cannot have';
    throw error;
  }
}

function secretProblems(text: string): readonly FieldProblem[] {
  if (text.length >= LEAST_SECRET) return [];
  return [
    {
      field: SERVER_SECRET,
      problem: `is shorter than ${String(LEAST_SECRET)} characters`,
      remedy: 'Choose a longer one',
    },
  ];
}

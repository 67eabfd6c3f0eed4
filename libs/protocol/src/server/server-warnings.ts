import type { FieldProblem } from '../json/json-fields.js';
import { SERVER_SECRET, serverFields, serverTextNames, type ServerField } from './server-fields.js';
import type { ServerSettings } from './server.js';

/** A definition, and whether a secret goes with it. */
export interface WarnedServer {
  readonly settings: ServerSettings;
  readonly hasSecret: boolean;
}

/** What of a definition is saved and does not do, or not yet do, what it seems to do (ruling 46). */
export function serverWarnings({ settings, hasSecret }: WarnedServer): readonly FieldProblem[] {
  return [...effectless(settings), ...credentialWarnings(settings, hasSecret)];
}

function effectless(settings: ServerSettings): readonly FieldProblem[] {
  return serverTextNames.flatMap((name) => {
    const field: ServerField = serverFields[name];
    if (settings[name] === undefined) return [];
    if (field.kind === 'script') return [];
    const isUnused = field.kind !== 'choice' && field.unused === true;
    return isUnused ? [{ field: name, problem: 'is kept without effect', remedy: 'Nothing is to be done' }] : [];
  });
}

function credentialWarnings(settings: ServerSettings, hasSecret: boolean): readonly FieldProblem[] {
  const { clientAuthenticationMode: mode, tokenIntrospectionClientId: clientId } = settings;
  const needsSecret = mode === 'CLIENT_SECRET_BASIC' || mode === 'CLIENT_SECRET_FORM';
  const needsId = hasSecret || (mode !== undefined && mode !== 'NONE');
  return [
    ...(needsSecret && !hasSecret ? [missing(SERVER_SECRET, `${mode} needs it`)] : []),
    ...(needsId && clientId === undefined ? [missing('tokenIntrospectionClientId', 'credentials need it')] : []),
  ];
}

function missing(field: string, reason: string): FieldProblem {
  return { field, problem: `is not set, but ${reason}`, remedy: 'Set it before the definition is used' };
}

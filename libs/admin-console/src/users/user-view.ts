import type { AdministeredUser, UserKey } from '#inbound-security/user-administration.port';
import { isJsonObject, type JsonObject } from '#protocol/json/json-object';
import type { PageHead } from '../http/console-answer.js';
import { userPath, usersPath } from './user-paths.js';

/** What a row or the head of a page says of a user. */
export function userView(at: Pick<UserKey, 'moduleId' | 'pid'>, { json }: Pick<AdministeredUser, 'json'>) {
  const name = [textOf(json, 'givenName'), textOf(json, 'familyName')].filter((part) => part !== '').join(' ');
  const isLocked = json['accountLocked'] === true || textOf(json, 'lockedUntil') !== '';
  return {
    username: textOf(json, 'username'),
    name,
    email: textOf(json, 'email'),
    lastActive: textOf(json, 'lastActive'),
    lastConnected: textOf(json, 'lastConnected'),
    isDisabled: json['accountDisabled'] === true,
    isLocked,
    isUsable: json['accountDisabled'] !== true && !isLocked,
    hasSecondFactor: json['twoFactorAuthStatus'] === 'KEY_ACTIVE',
    isService: json['serviceAccount'] === true,
    isExternal: json['external'] === true,
    href: userPath(at),
  };
}

/** More of a user, for the page about one. */
export function userFacts({ json }: Pick<AdministeredUser, 'json'>) {
  return {
    authorities: [
      ...authoritiesIn(json, 'authorities'),
      ...authoritiesIn(json, 'signInAuthorities').map((each) => `${each} (from the last sign-in)`),
    ],
    contexts: listOf(json, 'defaultLaunchContexts').map(
      (each) => `${textOf(each, 'contextType')} ${textOf(each, 'resourceId')}`,
    ),
    locks: listOf(json, 'locks').map((each) => ({ kind: textOf(each, 'kind'), until: textOf(each, 'until') })),
    isLockedForGood: json['accountLocked'] === true,
    failedLoginAttempts: typeof json['failedLoginAttempts'] === 'number' ? String(json['failedLoginAttempts']) : '0',
    secondFactor: textOf(json, 'twoFactorAuthStatus'),
    mustHaveSecondFactor: json['secondFactorRequired'] === true,
    fhirUserUrl: textOf(json, 'fhirUserUrl'),
    notes: textOf(json, 'notes'),
    identities: listOf(json, 'externalIdentities').map((each) =>
      [textOf(each, 'kind'), textOf(each, 'issuer') || textOf(each, 'registrationId'), textOf(each, 'subject')]
        .filter(Boolean)
        .join(' · '),
    ),
  };
}

/** The head of pages about a user. */
export function userHead(username: string, moduleId: string): PageHead {
  return { title: username, section: '/users', crumbs: [{ label: 'Users', href: usersPath(moduleId) }] };
}

/** The pages about a user. */
export function userTabs(at: Pick<UserKey, 'moduleId' | 'pid'>, permissions: ReadonlySet<string>, current: string) {
  const tabs = [
    { label: 'Overview', more: '', needs: undefined },
    { label: 'Apps and sessions', more: '/sessions', needs: 'OPENID_CONNECT_MANAGE_GLOBAL_SESSIONS' },
    { label: 'Events', more: '/events', needs: 'VIEW_AUDIT_LOG' },
  ];
  return tabs
    .filter(({ needs }) => needs === undefined || permissions.has(needs))
    .map(({ label, more }) => ({ label, href: userPath(at, more), isCurrent: more === current }));
}

function authoritiesIn(json: JsonObject, field: string): readonly string[] {
  return listOf(json, field).map((each) =>
    [textOf(each, 'permission'), textOf(each, 'argument')].filter(Boolean).join(' '),
  );
}

function listOf(json: JsonObject, field: string): readonly JsonObject[] {
  const value = json[field];
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

function textOf(json: JsonObject, field: string): string {
  const value = json[field];
  return typeof value === 'string' ? value : '';
}

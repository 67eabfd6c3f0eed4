import type { JsonObject } from '#protocol/json/json-object';
import type { FieldSpec } from '../editing/field-spec.js';

/** A kind of app: what a new one begins with, and what does not apply to it (behaviour 16). */
export interface ClientKind {
  readonly id: string;
  readonly title: string;
  /** One sentence for somebody who has to choose. */
  readonly detail: string;
  readonly preset: JsonObject;
  /** Fields that do not apply: folded away, all of them together. */
  readonly leavesOut: readonly string[];
  /** It proves itself by a secret, which is made when it is created (ruling 22: never for apps that cannot keep one). */
  readonly getsSecret: boolean;
}

const person = {
  enabled: true,
  allowedGrantTypes: ['AUTHORIZATION_CODE', 'REFRESH_TOKEN'],
  scopes: ['openid', 'fhirUser', 'launch/patient', 'patient/*.rs', 'offline_access'],
};
const ofServices = [
  'registeredRedirectUris',
  'alwaysRequireApproval',
  'rememberApprovedScopes',
  'autoApproveScopes',
  'postLogoutRedirectUris',
];
const ofSecrets = ['secretRequired', 'secretClientCanChange'];
const ofKeys = ['jwksUrl', 'publicJwks'];
const ofItself = ['permissions', 'canIntrospectOwnTokens', 'canIntrospectAnyTokens'];

/** The kinds of app, as people speak of them. */
export const clientKinds: readonly ClientKind[] = [
  {
    id: 'browser',
    title: 'Browser app (SPA)',
    detail: 'Runs in the browser alone and can keep no secret. PKCE proves it.',
    preset: { ...person, secretRequired: false },
    leavesOut: [...ofSecrets, ...ofKeys, ...ofItself],
    getsSecret: false,
  },
  {
    id: 'web',
    title: 'Web app with a server',
    detail: 'Its server keeps a secret and asks for tokens.',
    preset: { ...person, secretRequired: true },
    leavesOut: [...ofKeys, ...ofItself],
    getsSecret: true,
  },
  {
    id: 'native',
    title: 'Mobile or desktop app',
    detail: 'Installed by people, who could read any secret in it. PKCE proves it.',
    preset: { ...person, secretRequired: false },
    leavesOut: [...ofSecrets, ...ofKeys, ...ofItself],
    getsSecret: false,
  },
  {
    id: 'service',
    title: 'Backend service',
    detail: 'Nobody sits before it; it signs with a key of its own (SMART Backend Services).',
    preset: { enabled: true, allowedGrantTypes: ['CLIENT_CREDENTIALS'], scopes: ['system/*.rs'], secretRequired: true },
    leavesOut: [...ofServices, 'refreshTokenValiditySeconds'],
    getsSecret: false,
  },
  {
    id: 'ehr',
    title: 'App that is launched from the EHR',
    detail: 'Opens with the patient who is open in the EHR.',
    preset: { ...person, scopes: ['openid', 'fhirUser', 'launch', 'patient/*.rs'], secretRequired: true },
    leavesOut: [...ofKeys, ...ofItself],
    getsSecret: true,
  },
];

/** Where fields go that do not apply to the kind of app. */
const APART = 'Does not apply to this kind of app';

/** The fields in the order of a kind: what does not apply comes last, folded away. */
export function fieldsFor(kind: ClientKind | undefined, specs: readonly FieldSpec[]): readonly FieldSpec[] {
  if (kind === undefined) return specs;
  const isApart = ({ name }: FieldSpec): boolean => kind.leavesOut.includes(name);
  return [
    ...specs.filter((spec) => !isApart(spec)),
    ...specs.filter(isApart).map((spec) => ({ ...spec, section: APART, isAdvanced: true })),
  ];
}

/** Whether an app as it is stored can keep no secret: one that people have in their hands, without secret and keys (ruling 57). */
export function isPublic(json: JsonObject): boolean {
  const secrets = Array.isArray(json['clientSecrets']) ? json['clientSecrets'].length : 0;
  return (
    json['secretRequired'] !== true &&
    secrets === 0 &&
    json['jwksUrl'] === undefined &&
    json['publicJwks'] === undefined
  );
}

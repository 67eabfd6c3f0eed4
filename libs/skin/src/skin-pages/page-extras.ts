import { cutEcho, echoedPath } from '../built-in/echoed-text.js';
import type { ModelOf, VariableDescriptors } from '../models/page-model-descriptor.js';
import type { PageModels, PageName } from '../models/page-models.js';
import { scopeFields } from '../models/pages/scope-fields.js';
import type { Worded } from '../models/worded-model.js';
import type { SkinPageName } from './skin-page-names.js';

/** Variables that a page of a skin has besides those of the built-in page, and where they come from. */
export interface PageExtras<P extends PageName, D extends VariableDescriptors = VariableDescriptors> {
  readonly variables: D;
  readonly of: (model: Worded<PageModels[P]>) => ModelOf<D>;
}

function extras<P extends PageName>() {
  return <const D extends VariableDescriptors>(
    variables: D,
    of: (model: Worded<PageModels[P]>) => ModelOf<D>,
  ): PageExtras<P, D> => ({ variables, of });
}

const text = (help: string, stock: string) => ({ kind: 'text', help, stock }) as const;
const maybe = (help: string, stock: string) => ({ kind: 'text', optional: true, help, stock }) as const;
const step = { kind: 'number', help: 'Which step this is, from 1.', stock: 1 } as const;
const logoUri = maybe('Logo of the app; this server keeps none, so that it is null.', 'https://app.example/logo.png');

/** A scope in every shape that pages know: it prints as the scope, and the list is also the map from scopes to what was decided. */
const scopes = {
  kind: 'records',
  help: 'What the app asks for. Each prints as the scope itself; the list also answers `get(scope)` and `keySet()`.',
  printed: 'scope',
  entries: { key: 'scope', value: 'value' },
  fields: {
    ...scopeFields,
    description: text('What it allows, in a few plain words.', 'Know who you are'),
    key: text('The scope.', 'openid'),
    name: text('The scope.', 'openid'),
    value: text('Whether it was approved before: true or false.', 'false'),
  },
} as const;

type Offered = Worded<PageModels['approve']>['scopes'][number];

function skinScope(scope: Offered) {
  const { scope: name, title } = scope;
  return { ...scope, description: title, key: name, name, value: String(scope.allowedBy === 'person') };
}

const approval = extras<'approve'>()(
  {
    scopes,
    requestedScopes: { kind: 'texts', help: 'The same as plain texts.', stock: ['openid', 'fhirUser'] },
    previouslyApprovedScopes: { kind: 'texts', help: 'Those that the person allowed before.', stock: ['openid'] },
    client: {
      kind: 'record',
      help: 'The app.',
      fields: {
        name: text('Its name, or its id.', 'Growth Chart'),
        uri: maybe('Page about the app.', 'https://app.example/'),
        policyUri: maybe('Its privacy policy.', 'https://app.example/privacy'),
        tosUri: maybe('Its terms of service.', 'https://app.example/terms'),
        logoUri,
      },
    },
    patientName: maybe('Whose record the app gets, where a patient was chosen.', 'Oscar Marsh'),
    authorizationRequest: {
      kind: 'record',
      help: 'The request of the app.',
      fields: {
        clientId: text('Id of the app.', 'growth-chart'),
        scope: text('What it asks for, with blanks between.', 'openid fhirUser'),
        state: maybe('Its state.', 'sample-state'),
        redirectUri: maybe('Where the answer goes.', 'https://app.example/callback'),
      },
    },
  },
  (model) => {
    const names = model.scopes.map(({ scope }) => scope);
    const { clientId, redirectUri, state, appUrl: uri, policyUrl: policyUri, termsUrl: tosUri } = model;
    return {
      scopes: model.scopes.map(skinScope),
      requestedScopes: names,
      previouslyApprovedScopes: model.scopes
        .filter(({ allowedBy }) => allowedBy === 'person')
        .map(({ scope }) => scope),
      client: { name: model.clientName || clientId, uri, policyUri, tosUri, logoUri: undefined },
      patientName: model.contexts.find(({ resourceType }) => resourceType === 'Patient')?.display,
      authorizationRequest: { clientId, scope: names.join(' '), state, redirectUri },
    };
  },
);

const login = extras<'sign-in'>()(
  {
    loginHint: maybe('User name to start with, as the app or the last try had it.', 'adams'),
    tfaEnabled: {
      kind: 'flag',
      optional: true,
      help: 'Null: whether a second factor follows depends on the person.',
      stock: true,
    },
    selfRegistrationEnabled: { kind: 'flag', help: 'Whether people can make their own account.', stock: true },
    federatedServers: {
      kind: 'texts',
      help: 'Empty: with sign-in services the page is the choice between them.',
      stock: [],
    },
    logoUri,
  },
  ({ username, registerUrl }) => ({
    loginHint: username || undefined,
    tfaEnabled: undefined,
    selfRegistrationEnabled: registerUrl !== undefined,
    federatedServers: [],
    logoUri: undefined,
  }),
);

const error = extras<'error'>()(
  {
    errorId: text('Finds this event in log and audit trail.', '7K3M-Q9TX'),
    uri: text('Path that was asked for; no query, at most 200 characters.', '/oauth/authorize'),
    message: text('What went wrong, one sentence of a fixed catalogue.', 'There is nothing at this address.'),
  },
  ({ reference, uri, message }) => ({ errorId: reference, uri: echoedPath(uri), message: cutEcho(message) }),
);

const secondFactor = extras<'second-factor'>()(
  {
    attemptsLeft: {
      kind: 'number',
      optional: true,
      help: 'Null: tries are counted for the account, and nobody is told.',
      stock: 3,
    },
    deliveryChannel: maybe('Null: codes come from an authenticator app, not by message.', 'a•••@clinic.example'),
  },
  () => ({ attemptsLeft: undefined, deliveryChannel: undefined }),
);

const sessions = extras<'session-management'>()(
  {
    approvals: {
      kind: 'records',
      help: 'Apps with access, in few words.',
      fields: {
        client: text('Name of the app.', 'Growth Chart'),
        clientId: text('Its id: goes back as `client_id`.', 'growth-chart'),
        scopes: { kind: 'texts', help: 'What it may do.', stock: ['See your profile'] },
        grantedAt: maybe('Since when.', '22 November 2026 at 09:30 UTC'),
        expiresAt: maybe('Until when.', 'until 22 December 2026 at 09:30 UTC'),
      },
    },
    tokens: {
      kind: 'records',
      help: 'Each time access was given that has not ended yet.',
      fields: {
        id: text('Goes back as `grant_id`.', '3f0c9e1e-6b1c-4f61-9f0e-2d1f6f1f0c55'),
        client: text('Name of the app.', 'Growth Chart'),
        grantedAt: text('When it was given.', '22 November 2026 at 09:30 UTC'),
        lastUsed: text('When it was used last.', '22 November 2026 at 10:15 UTC'),
        expiresAt: text('When it ends.', 'until 22 December 2026 at 09:30 UTC'),
      },
    },
  },
  ({ apps }) => ({
    approvals: apps.map(({ clientId, clientName, scopes: allowed, grants }) => ({
      ...{ client: clientName || clientId, clientId, scopes: allowed.map(({ title }) => title) },
      ...{ grantedAt: grants[0]?.since, expiresAt: grants[0]?.ends },
    })),
    tokens: apps.flatMap(({ clientId, clientName, grants }) =>
      grants.map(({ grantId, since, lastUsed, ends }) => ({
        ...{ id: grantId, client: clientName || clientId, grantedAt: since, lastUsed, expiresAt: ends },
      })),
    ),
  }),
);

const formOf = (fields: VariableDescriptors) =>
  ({ kind: 'record', help: 'What was entered, for `th:object`; mistakes are in `#fields`.', fields }) as const;

const registration1 = extras<'register-step1'>()(
  {
    step,
    form: {
      kind: 'record',
      help: 'What was entered, for `th:object`; mistakes are in `#fields`.',
      fields: {
        email: text('As entered.', 'adams@clinic.example'),
        given_name: text('As entered.', 'Maria'),
        family_name: text('As entered.', 'Adams'),
      },
    },
  },
  ({ email, givenName, familyName }) => ({
    step: 1,
    form: { email, given_name: givenName, family_name: familyName },
  }),
);

const usernameForm = {
  kind: 'record',
  help: 'What was entered, for `th:object`; mistakes are in `#fields`.',
  fields: { username: text('As entered.', 'adams') },
} as const;

const registration2 = extras<'register-step2'>()(
  { step: { ...step, stock: 2 }, form: usernameForm },
  ({ username }) => ({
    step: 2,
    form: { username },
  }),
);
const password1 = extras<'forgot-password-step1'>()({ step, form: usernameForm }, ({ username }) => ({
  step: 1,
  form: { username },
}));
const emptyForm = formOf({});
const password2 = extras<'forgot-password-step2'>()(
  {
    step: { ...step, stock: 2 },
    form: emptyForm,
    email: maybe('Null: whether there is such an account stays unsaid.', 'a•••@clinic.example'),
  },
  () => ({ step: 2, form: {}, email: undefined }),
);
const password3 = extras<'forgot-password-step3'>()({ step: { ...step, stock: 3 }, form: emptyForm }, () => ({
  step: 3,
  form: {},
}));
const nothing = { variables: {}, of: () => ({}) } as const;

/** What each page has besides. */
export const pageExtras = {
  login,
  'federated-login': nothing,
  approval,
  error,
  'second-factor': secondFactor,
  'context-selection': nothing,
  'terms-of-service': nothing,
  'session-management': sessions,
  'register-step1': registration1,
  'register-step2': registration2,
  'forgot-password-step1': password1,
  'forgot-password-step2': password2,
  'forgot-password-step3': password3,
} as const satisfies Readonly<Record<SkinPageName, { readonly variables: VariableDescriptors }>>;

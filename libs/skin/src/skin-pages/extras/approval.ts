import type { PageModels } from '../../models/page-models.js';
import { scopeFields } from '../../models/pages/scope-fields.js';
import type { Worded } from '../../models/worded-model.js';
import { logoUri, maybe, text } from './extra-variables.js';
import { extras } from './page-extras.js';

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

/** The approval page. */
export const approval = extras<'approve'>()(
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

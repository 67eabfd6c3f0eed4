import { scopeParts } from '#protocol/smart/scope-categories';
import { describeScope } from '#protocol/smart/scope-description';
import type { PageDescriptor } from '../page-model-descriptor.js';
import { scopeFields } from './scope-fields.js';
import { basePath, client, csrf, formTargets, interaction, person } from './page-variables.js';
import { say } from '../../phrases.port.js';

/** A scope of the sample, in the words of its kind. */
const sample = (scope: string, more: { readonly required?: boolean; readonly allowedBy?: string } = {}) => ({
  ...describeScope(scope, {}),
  required: false,
  ...more,
});

/** Parts of one scope, for the person to choose from. */
const sampleParts = scopeParts('patient/Observation.rs')
  .slice(0, 3)
  .map(({ scope, label }) => ({
    ...sample(scope),
    ...{ partOf: 'patient/Observation.rs', partOfTitle: describeScope('patient/Observation.rs', {}).title },
    partLabel: label,
  }));

const sampleScopes = [
  sample('openid', { required: true }),
  sample('fhirUser'),
  sample('patient/*.rs'),
  ...sampleParts,
  sample('patient/Observation.cu'),
  sample('offline_access'),
  sample('user/Practitioner.rs', { required: true, allowedBy: 'administrator' }),
];

/** The approval page. */
export const approve = {
  help: 'Asks whether the app may have what it asks for.',
  variables: {
    basePath,
    ...client,
    user: person,
    scopes: { kind: 'records', help: 'What the app asks for.', fields: scopeFields, stock: sampleScopes },
    contexts: {
      kind: 'records',
      help: 'What the person chose for the app to work on.',
      fields: {
        noun: { kind: 'phrase', help: 'What it is, in a word or two.', stock: say('noun.patient') },
        resourceType: { kind: 'text', optional: true, help: 'FHIR resource type.', stock: 'Patient' },
        display: { kind: 'text', help: 'What it is known by.', stock: 'Oscar Marsh' },
        changeUrl: { kind: 'address', help: 'Where another can be chosen.', stock: '/oauth/authorize?select=patient' },
      },
    },
    contextTag: { kind: 'text', help: 'Goes back in the hidden field `context`.', stock: 'sample-context' },
    action: { kind: 'address', help: 'Where the form is posted.', stock: '/oauth/authorize' },
    csrf,
    interaction,
    formTargets,
    switchUserUrl: { kind: 'address', optional: true, help: 'Signs in as somebody else.', stock: '/signin?switch=1' },
    uncheckedSite: {
      kind: 'text',
      optional: true,
      help: 'The site an app belongs to that registered itself: whatever it says about itself, nobody has checked it. Absent for all others.',
      stock: 'app.example',
    },
    administers: {
      kind: 'flag',
      help: 'Whether the app also gets permissions of the person that are not about records, which no scope names.',
      stock: true,
    },
    redirectUri: {
      kind: 'text',
      optional: true,
      help: 'Where the answer goes, a registered redirect URI.',
      stock: 'https://app.example/callback',
      skinName: 'redirect_uri',
    },
    state: {
      kind: 'text',
      optional: true,
      help: 'The state of the request, as the app sent it.',
      stock: 'sample-state',
    },
    appUrl: { kind: 'address', optional: true, help: 'Page about the app.', stock: 'https://app.example/' },
    policyUrl: {
      kind: 'address',
      optional: true,
      help: "The app's privacy policy.",
      stock: 'https://app.example/privacy',
    },
    termsUrl: {
      kind: 'address',
      optional: true,
      help: "The app's terms of service.",
      stock: 'https://app.example/terms',
    },
    rememberOptions: {
      kind: 'texts',
      optional: true,
      help: 'What the field `remember` may say; `none`: this approval counts once. Without the field it is remembered. Missing where the app is asked about anew each time.',
      stock: ['until-revoked', 'none'],
    },
    lifetimeText: {
      kind: 'phrase',
      optional: true,
      help: 'How long the access lasts: one whole sentence.',
      stock: say('approve.lifetime.offline', { life: { seconds: 2_592_000 } }),
    },
  },
} as const satisfies PageDescriptor;

import type { ModelOf, PageDescriptor } from './page-model-descriptor.js';

// The contract of every page (ruling 59): types, sample data, documentation and the check of uploaded skins derive from here.

const basePath = {
  kind: 'text',
  help: 'Context path of the server, empty at the root. Put it in front of every link: {basePath}/resources/….',
  stock: '',
} as const;

const client = {
  clientId: { kind: 'text', help: 'Id of the app that is asking.', stock: 'growth-chart', skinName: 'client_id' },
  clientName: {
    kind: 'text',
    help: 'Name of the app that is asking; its id where it has no name.',
    stock: 'Growth Chart',
    fallback: 'clientId',
    skinName: 'client_name',
  },
} as const;

const appToGoBackTo = {
  kind: 'text',
  optional: true,
  help: 'Name of the app to go back to.',
  stock: 'Growth Chart',
  skinName: 'client_name',
} as const;

const csrf = {
  kind: 'record',
  help: 'Hidden field that every POST form must carry.',
  skinName: '_csrf',
  fields: {
    parameterName: { kind: 'text', help: 'Name of the field.', stock: '_csrf' },
    token: { kind: 'text', help: 'Value of the field.', stock: 'sample-csrf-token' },
  },
} as const;

const interaction = {
  kind: 'text',
  help: 'Handle of the request being answered; goes back in the hidden field `interaction` (ruling 58).',
  stock: 'sample-interaction',
} as const;

const formTargets = {
  kind: 'texts',
  help: 'Where a form may end up besides this server: redirect URIs, origins or schemes. Not printed; they become form-action sources.',
  stock: ['https://app.example/callback'],
} as const;

const signIn = {
  help: 'Asks for user name and password.',
  variables: {
    basePath,
    ...client,
    action: { kind: 'address', help: 'Where the form is posted.', stock: '/authenticate' },
    csrf,
    interaction,
    username: { kind: 'text', help: 'User name to start with (login_hint), or empty.', stock: '' },
    error: {
      kind: 'text',
      optional: true,
      help: 'Why the last attempt failed.',
      stock: 'The user name or the password is not correct.',
      skinName: 'errorMessage',
    },
    formTargets,
  },
} as const satisfies PageDescriptor;

const scopeFields = {
  scope: { kind: 'text', help: 'The scope as requested.', stock: 'openid' },
  title: { kind: 'text', help: 'What it allows, in a few plain words.', stock: 'Know who you are' },
  detail: {
    kind: 'text',
    help: 'The same in a sentence or two; may be empty.',
    stock: 'Your name and your user name.',
  },
  sensitive: { kind: 'flag', help: 'Whether it deserves a second look.', stock: false },
  required: { kind: 'flag', help: 'Whether it cannot be unticked.', stock: true },
  partOf: {
    kind: 'text',
    optional: true,
    help: 'The scope as requested, where the person chooses among its categories; this one is one of them.',
    stock: 'patient/Observation.rs',
  },
  partOfTitle: {
    kind: 'text',
    optional: true,
    help: 'What that scope allows, in a few plain words.',
    stock: 'See test results and vital signs of the selected patient',
  },
  partLabel: { kind: 'text', optional: true, help: 'The category, as of a list.', stock: 'Laboratory results' },
} as const;

/** Parts of one scope, for the person to choose from. */
const samplePart = (code: string, partLabel: string) => ({
  scope: `patient/Observation.rs?category=http://terminology.hl7.org/CodeSystem/observation-category|${code}`,
  title: `See ${partLabel.toLowerCase()} of the selected patient`,
  detail: 'This covers records that exist now and records added later.',
  ...{ sensitive: false, required: false, partLabel },
  ...{ partOf: 'patient/Observation.rs', partOfTitle: 'See test results and vital signs of the selected patient' },
});

const sampleScopes = [
  { scope: 'openid', title: 'Confirm who you are', detail: '', sensitive: false, required: true },
  {
    scope: 'fhirUser',
    title: 'See your profile',
    detail: 'Your name and the record that describes you as a patient or as a member of staff.',
    sensitive: false,
    required: false,
  },
  {
    scope: 'patient/*.rs',
    title: 'See the whole health record of the patient',
    detail: 'All kinds of data, now and in the future.',
    sensitive: true,
    required: false,
  },
  samplePart('laboratory', 'Laboratory results'),
  samplePart('vital-signs', 'Vital signs such as blood pressure'),
  samplePart('social-history', 'Social history such as smoking'),
  {
    scope: 'patient/Observation.cu',
    title: 'Add and change observations',
    detail: 'Vital signs, laboratory results and other measurements.',
    sensitive: true,
    required: false,
  },
  {
    scope: 'offline_access',
    title: 'Keep access while you are away',
    detail: 'The app can use what you allow here also when you are not using it.',
    sensitive: true,
    required: false,
  },
] as const;

const approve = {
  help: 'Asks whether the app may have what it asks for.',
  variables: {
    basePath,
    ...client,
    user: {
      kind: 'record',
      help: 'Who is signed in.',
      skinName: '#authentication.principal',
      fields: {
        username: { kind: 'text', help: 'User name.', stock: 'adams' },
        familyName: { kind: 'text', help: 'Family name; may be empty.', stock: 'Adams' },
        givenName: { kind: 'text', help: 'Given name; may be empty.', stock: 'Maria' },
      },
    },
    scopes: { kind: 'records', help: 'What the app asks for.', fields: scopeFields, stock: sampleScopes },
    contexts: {
      kind: 'records',
      help: 'What the person chose for the app to work on.',
      fields: {
        noun: { kind: 'text', help: 'What it is, in a word or two.', stock: 'patient' },
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
    lifetimeText: {
      kind: 'text',
      optional: true,
      help: 'How long the access lasts: one whole sentence.',
      stock: 'Access lasts for 30 days, or until you withdraw it.',
    },
  },
} as const satisfies PageDescriptor;

const sampleContexts = [
  {
    id: 'Patient/amelia',
    resourceType: 'Patient',
    display: 'Amelia Marsh',
    birthDate: '1984-05-17',
    sex: 'female',
    identifier: 'MRN 30-1187',
    description: '',
    selected: false,
  },
  {
    id: 'Patient/oscar',
    resourceType: 'Patient',
    display: 'Oscar Marsh',
    birthDate: '2016-11-02',
    sex: 'male',
    identifier: 'MRN 30-2290',
    description: 'Child',
    selected: false,
  },
] as const;

const selectContext = {
  help: 'Asks which patient, visit or other record the app is to work on.',
  variables: {
    basePath,
    ...client,
    user: approve.variables.user,
    noun: { kind: 'text', help: 'What is to be chosen, in a word or two.', stock: 'patient' },
    role: {
      kind: 'text',
      optional: true,
      help: 'What the app wants it for, a URI.',
      stock: 'https://example.org/role',
    },
    contexts: {
      kind: 'records',
      help: 'What can be chosen; the value of the field `choice` is the id.',
      fields: {
        id: { kind: 'text', help: 'Reference, such as Patient/123.', stock: 'Patient/amelia' },
        resourceType: { kind: 'text', help: 'FHIR resource type.', stock: 'Patient' },
        display: { kind: 'text', help: 'What it is known by.', stock: 'Amelia Marsh' },
        birthDate: { kind: 'text', help: 'Of a patient; may be empty.', stock: '1984-05-17' },
        sex: { kind: 'text', help: 'Of a patient; may be empty.', stock: 'female' },
        identifier: { kind: 'text', help: 'A number it is known by; may be empty.', stock: 'MRN 30-1187' },
        description: { kind: 'text', help: 'What else tells it from others; may be empty.', stock: '' },
        selected: { kind: 'flag', help: 'Whether it is chosen already.', stock: false },
      },
      stock: sampleContexts,
    },
    multiple: {
      kind: 'flag',
      help: 'Whether several may be chosen; this server asks for one at a time.',
      stock: false,
    },
    searchable: {
      kind: 'flag',
      help: 'Whether more can be found by a search (field `action` = `search`).',
      stock: true,
    },
    searched: { kind: 'flag', help: 'Whether what is shown was searched for.', stock: false },
    search: {
      kind: 'record',
      help: 'By what it can be searched, and what was typed.',
      fields: {
        byName: { kind: 'flag', help: 'Offer the field `name`.', stock: true },
        byBirthDate: { kind: 'flag', help: 'Offer the field `birth_date`.', stock: true },
        byIdentifier: { kind: 'flag', help: 'Offer the field `identifier`.', stock: true },
        name: { kind: 'text', help: 'As typed.', stock: 'Marsh' },
        birthDate: { kind: 'text', help: 'As typed.', stock: '' },
        identifier: { kind: 'text', help: 'As typed.', stock: '' },
      },
    },
    moreUrl: {
      kind: 'address',
      optional: true,
      help: 'Leads to the next page of the list.',
      stock: '/oauth/authorize?page=2',
    },
    canSkip: { kind: 'flag', help: 'Whether the person may go on without (`action` = `skip`).', stock: true },
    problem: {
      kind: 'text',
      optional: true,
      help: 'What went wrong, one sentence.',
      stock: 'The list cannot be reached.',
    },
    need: { kind: 'text', help: 'Goes back in the hidden field `need`.', stock: 'patient' },
    action: { kind: 'address', help: 'Where the forms are posted.', stock: '/oauth/context' },
    csrf,
    interaction,
    formTargets,
    switchUserUrl: { kind: 'address', optional: true, help: 'Signs in as somebody else.', stock: '/signin?switch=1' },
  },
} as const satisfies PageDescriptor;

const error = {
  help: 'Says what went wrong where the app cannot be told (RFC 6749 §4.1.2.1), and on invalid links.',
  variables: {
    basePath,
    statusCode: { kind: 'number', help: 'HTTP status.', stock: 400 },
    statusTitle: { kind: 'text', help: 'Name of the status, such as Not Found.', stock: 'Bad Request' },
    uri: { kind: 'text', help: 'Path that was asked for; no query.', stock: '/oauth/authorize' },
    message: {
      kind: 'text',
      help: 'What went wrong, one sentence of a fixed catalogue.',
      stock: 'The address to return to is not registered for this app.',
    },
    parameter: { kind: 'text', optional: true, help: 'The parameter at fault.', stock: 'redirect_uri' },
    reference: { kind: 'text', help: 'Finds this event in log and audit trail.', stock: '7K3M-Q9TX' },
    restartUrl: { kind: 'address', optional: true, help: 'Where to start again.', stock: '/signin' },
    clientName: {
      kind: 'text',
      optional: true,
      help: 'Name of the app that the request is about, or its id; absent where no app is known.',
      stock: 'Growth Chart',
      skinName: 'client_name',
    },
    answered: {
      kind: 'flag',
      optional: true,
      help: 'Whether nothing is wrong: the person answered before, and the app has the answer.',
      stock: false,
    },
    appUrl: {
      kind: 'address',
      optional: true,
      help: 'Where the app is to be found again, after a request that was answered before.',
      stock: 'https://app.example/',
    },
  },
} as const satisfies PageDescriptor;

const logoutConfirm = {
  help: 'Asks before somebody is signed out by a link of another site (ruling 45).',
  variables: {
    basePath,
    action: { kind: 'address', help: 'Where the form is posted.', stock: '/logout' },
    csrf,
    username: { kind: 'text', optional: true, help: 'Who is signed in.', stock: 'adams' },
    hidden: {
      kind: 'records',
      help: 'Fields to be posted back unchanged.',
      fields: {
        name: { kind: 'text', help: 'Name of the field.', stock: 'state' },
        value: { kind: 'text', help: 'Value of the field.', stock: 'sample-state' },
      },
    },
    formTargets: { ...formTargets, optional: true },
  },
} as const satisfies PageDescriptor;

const loggedOut = {
  help: 'Confirms that the person is signed out.',
  variables: {
    basePath,
    continueUrl: { kind: 'address', optional: true, help: 'Where to go on.', stock: 'https://app.example/bye' },
    clientName: appToGoBackTo,
  },
} as const satisfies PageDescriptor;

const leave = {
  help: 'Stands between this server and an app that is not trusted, when its request fails (RFC 9700 §4.11.2).',
  variables: {
    basePath,
    ...client,
    destination: { kind: 'text', help: 'Host that the way leads to, or the scheme of an app.', stock: 'app.example' },
    errorCode: { kind: 'text', help: 'Code of the error the app will be told.', stock: 'invalid_scope' },
    reference: { kind: 'text', help: 'Finds this event in log and audit trail.', stock: '7K3M-Q9TX' },
    continueUrl: {
      kind: 'address',
      optional: true,
      help: 'The registered redirect URI with the error; absent where the app wants it posted.',
      stock: 'https://app.example/callback?error=invalid_scope',
    },
    action: {
      kind: 'address',
      optional: true,
      help: 'The registered redirect URI, where the app wants the error posted.',
      stock: 'https://app.example/callback',
    },
    fields: {
      kind: 'records',
      help: 'Parameters of the error, where it is posted.',
      fields: {
        name: { kind: 'text', help: 'Name of the parameter.', stock: 'error' },
        value: { kind: 'text', help: 'Value of the parameter.', stock: 'invalid_scope' },
      },
    },
    formTargets,
  },
} as const satisfies PageDescriptor;

const formPost = {
  help: 'Hands the answer to the app by POST (OAuth 2.0 Form Post Response Mode).',
  variables: {
    basePath,
    redirectUri: { kind: 'address', help: 'The registered redirect URI.', stock: 'https://app.example/callback' },
    fields: {
      kind: 'records',
      help: 'Parameters of the answer.',
      fields: {
        name: { kind: 'text', help: 'Name of the parameter.', stock: 'code' },
        value: { kind: 'text', help: 'Value of the parameter.', stock: 'sample-code' },
      },
    },
    clientName: appToGoBackTo,
  },
} as const satisfies PageDescriptor;

const person = approve.variables.user;

const sessionManagement = {
  help: 'Shows a person the apps that have access, and lets the person withdraw it.',
  variables: {
    basePath,
    user: person,
    notice: {
      kind: 'text',
      optional: true,
      help: 'What came of the last answer, one sentence of a fixed catalogue.',
      stock: 'The app no longer has access. If it asks again, you decide anew.',
    },
    apps: {
      kind: 'records',
      help: 'Apps with access, or with an approval that is remembered.',
      fields: {
        ...client,
        gone: { kind: 'flag', help: 'Whether the app is no longer registered here.', stock: false },
        offline: { kind: 'flag', help: 'Whether it has access also while the person is signed out.', stock: true },
        remembered: { kind: 'flag', help: 'Whether the approval is remembered for the next time.', stock: true },
        scopes: {
          kind: 'records',
          help: 'What the app may do.',
          fields: {
            scope: scopeFields.scope,
            title: scopeFields.title,
            detail: scopeFields.detail,
            sensitive: scopeFields.sensitive,
          },
        },
        grants: {
          kind: 'records',
          help: 'Each time the person gave access that has not ended yet.',
          fields: {
            grantId: {
              kind: 'text',
              help: 'Goes back in the field grant_id to end it.',
              stock: '3f0c9e1e-6b1c-4f61-9f0e-2d1f6f1f0c55',
            },
            since: { kind: 'text', help: 'When it was given.', stock: '22 November 2026 at 09:30 UTC' },
            lastUsed: {
              kind: 'text',
              help: 'When the app last fetched tokens with it.',
              stock: '22 November 2026 at 10:15 UTC',
            },
            ends: { kind: 'text', help: 'When it ends.', stock: 'until 22 December 2026 at 09:30 UTC' },
          },
        },
      },
    },
    action: { kind: 'address', help: 'Where the forms are posted.', stock: '/session/management' },
    csrf,
    signOutUrl: { kind: 'address', help: 'Signs out here.', stock: '/logout' },
  },
} as const satisfies PageDescriptor;

const deviceCode = {
  help: 'Asks for the code that a device shows (RFC 8628).',
  variables: {
    basePath,
    action: { kind: 'address', help: 'Where the form is posted.', stock: '/device' },
    csrf,
    userCode: { kind: 'text', help: 'Code to start with, from the link, or empty.', stock: 'WDJB-MJHT' },
    error: {
      kind: 'text',
      optional: true,
      help: 'What is wrong with the code that was entered, one sentence of a fixed catalogue.',
      stock: 'This code is not known, or its time is over.',
      skinName: 'errorMessage',
    },
  },
} as const satisfies PageDescriptor;

const deviceConfirm = {
  help: 'Tells which app the device runs, and warns of codes that came from strangers (RFC 8628 §5.4).',
  variables: {
    basePath,
    ...client,
    action: { kind: 'address', help: 'Where the form is posted, with confirmed=true.', stock: '/device' },
    csrf,
    userCode: { kind: 'text', help: 'The code as the device shows it.', stock: 'WDJB-MJHT' },
  },
} as const satisfies PageDescriptor;

const deviceDone = {
  help: 'Sends the person back to the device after the answer.',
  variables: {
    basePath,
    ...client,
    allowed: { kind: 'flag', help: 'Whether the device gets access.', stock: true },
    reason: {
      kind: 'text',
      optional: true,
      help: 'Why it does not.',
      stock: 'The app asks for a patient, and you have none.',
    },
  },
} as const satisfies PageDescriptor;

/** Every page of the sign-in side, by name. */
export const pageDescriptors = {
  'sign-in': signIn,
  approve,
  'select-context': selectContext,
  error,
  'logout-confirm': logoutConfirm,
  'logged-out': loggedOut,
  'form-post': formPost,
  leave,
  'session-management': sessionManagement,
  'device-code': deviceCode,
  'device-confirm': deviceConfirm,
  'device-done': deviceDone,
} as const;

/** Name of a page. */
export type PageName = keyof typeof pageDescriptors;

/** What each page must be given, derived from its descriptor. */
export type PageModels = { readonly [P in PageName]: ModelOf<(typeof pageDescriptors)[P]['variables']> };

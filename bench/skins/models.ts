/** What both pages are filled with: plain data, the same for every engine. */
interface Plain {
  readonly [name: string]: string | boolean | null | Plain | readonly Plain[];
}

const everyPage: Plain = {
  client_name: 'Growth Charts <for> children & parents',
  logoUri: 'https://apps.hospital.example/growth/logo.png',
  _csrf: { parameterName: '_csrf', token: '3r1ZlXw5p0Yw7v4cXb2mE9uQk8sT6hNd' },
};

const login: Plain = {
  ...everyPage,
  ...{ error: 'bad_credentials', errorMessage: 'The user name or the password is wrong.', username: "o'brien" },
  ...{ federated: true, hideForgotten: false },
  servers: ['General Hospital', 'University Clinic', 'Health Card'].map((name, index) => ({
    name,
    loginUrl: `https://login.example/${String(index)}?return=%2Fauthorize`,
  })),
};

const resources = ['Patient', 'Observation', 'Condition', 'MedicationRequest', 'AllergyIntolerance', 'Immunization'];
const scopeNames = resources.flatMap((resource) => [`patient/${resource}.rs`, `user/${resource}.cruds`]);

const approval: Plain = {
  ...everyPage,
  patientName: 'Amélie “Amy” Núñez',
  user: { givenName: 'Bertha', familyName: 'Meier' },
  client: { hidden: false, policyUri: 'https://apps.hospital.example/policy', tosUri: 'https://apps.hospital.example/terms' },
  scopes: scopeNames.map((scope, index) => ({
    ...{ scope, id: `scope-${String(index)}`, field: `scope.${scope}`, approved: index % 3 === 0, sensitive: index % 4 === 0 },
    description: `Read ${index % 2 === 0 ? 'what is recorded' : 'and change what is recorded'} as ${scope.split(/[/.]/)[1] ?? ''}`,
  })),
};

const shared = { hospital: 'General Hospital', footer: '© General Hospital, 1 Main Street' };

const words = {
  login: {
    ...shared,
    ...{ title: 'Sign in', heading: 'Sign in', username: 'User name', password: 'Password', submit: 'Sign in' },
    ...{ others: 'Or sign in with', forgotten: 'Password forgotten?' },
  },
  approval: {
    ...shared,
    ...{ title: 'Access to your records', sensitive: 'Sensitive', approve: 'Allow', deny: 'Refuse' },
    ...{ policy: 'Privacy', terms: 'Terms' },
  },
};

export type PageName = 'login' | 'approval';

export interface PageData {
  readonly model: Plain;
  readonly messages: Readonly<Record<string, string>>;
}

/** The sign-in page after a wrong password, and the approval page with twelve scopes. */
export const pages: Readonly<Record<PageName, PageData>> = {
  login: { model: login, messages: words.login },
  approval: { model: approval, messages: words.approval },
};

import { meantFunctions } from './meant-functions.js';

const ofTokens = ['onTokenGenerating', 'onPostAuthorize', 'onSmartLoginPreContextSelection'];
const success = ['onAuthenticateSuccess'];
const needed = ['authenticate'];

interface Row {
  readonly type?: string;
  readonly property: string;
  readonly set?: Readonly<Record<string, string>>;
  readonly called: readonly string[];
  readonly required: readonly string[];
}

test.each<Row>([
  { type: 'SECURITY_IN_LOCAL', property: 'callback_script', called: success, required: [] },
  { type: 'SECURITY_IN_SAML', property: 'callback_script', called: success, required: [] },
  { type: 'SECURITY_IN_SCRIPTED', property: 'callback_script', called: needed, required: needed },
  { property: 'post_authorize_script', called: ofTokens, required: [] },
  { property: 'post_authorize_script', set: { 'codap.enabled': 'false' }, called: ofTokens, required: [] },
  {
    property: 'post_authorize_script',
    set: { 'codap.enabled': 'true' },
    ...{ called: [...ofTokens, ...needed], required: needed },
  },
  {
    property: 'post_authorize_script',
    set: { 'codap.enabled': 'true', 'codap.auth_script.file': 'classpath:codap.js' },
    ...{ called: ofTokens, required: [] },
  },
  { property: 'codap.auth_script', set: { 'codap.enabled': ' TRUE' }, called: needed, required: needed },
  { property: 'codap.auth_script', called: needed, required: [] },
  {
    type: 'SECURITY_IN_LOCAL',
    property: 'user_self_registration.create_script',
    ...{ called: ['onUserSelfRegistrationRequest'], required: [] },
  },
])('$property of $type with $set means $called', ({ type = 'SECURITY_OUT_SMART', property, set = {}, ...meant }) => {
  const module = { moduleId: 'any', type, config: new Map(Object.entries(set)) };

  expect(meantFunctions(property, module)).toEqual(meant);
});

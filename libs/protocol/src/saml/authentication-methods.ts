const CLASSES = 'urn:oasis:names:tc:SAML:2.0:ac:classes:';

/** Classes of SAML (Authentication Context §3.4) that say the same as a method of RFC 8176. */
const METHODS: ReadonlyMap<string, string> = new Map([
  ['Password', 'pwd'],
  ['PasswordProtectedTransport', 'pwd'],
  ['TimeSyncToken', 'otp'],
  ['Smartcard', 'sc'],
  ['SmartcardPKI', 'sc'],
  ['SoftwarePKI', 'swk'],
]);

/** The methods by which somebody signed in at the provider, as far as it says so. Nothing is made up: of most classes nobody can tell. */
export function authenticationMethods(contextClasses: readonly string[]): readonly string[] {
  const methods = contextClasses
    .filter((contextClass) => contextClass.startsWith(CLASSES))
    .map((contextClass) => METHODS.get(contextClass.slice(CLASSES.length)));
  return [...new Set(methods.filter((method) => method !== undefined))];
}

import { MULTIPLE_FACTORS } from '../second-factor/second-factor.js';

const CLASSES = 'urn:oasis:names:tc:SAML:2.0:ac:classes:';

/** Classes that say the same as a method of RFC 8176: those of SAML (Authentication Context §3.4), and what providers say of two factors. */
const METHODS: ReadonlyMap<string, string> = new Map([
  [`${CLASSES}Password`, 'pwd'],
  [`${CLASSES}PasswordProtectedTransport`, 'pwd'],
  [`${CLASSES}TimeSyncToken`, 'otp'],
  [`${CLASSES}Smartcard`, 'sc'],
  [`${CLASSES}SmartcardPKI`, 'sc'],
  [`${CLASSES}SoftwarePKI`, 'swk'],
  [`${CLASSES}MobileTwoFactorContract`, MULTIPLE_FACTORS],
  [`${CLASSES}MobileTwoFactorUnregistered`, MULTIPLE_FACTORS],
  ['https://refeds.org/profile/mfa', MULTIPLE_FACTORS],
  ['http://schemas.microsoft.com/claims/multipleauthn', MULTIPLE_FACTORS],
]);

/** The methods by which somebody signed in at the provider, as far as it says so. Nothing is made up: of most classes nobody can tell. */
export function authenticationMethods(contextClasses: readonly string[]): readonly string[] {
  const methods = contextClasses.map((contextClass) => METHODS.get(contextClass));
  return [...new Set(methods.filter((method) => method !== undefined))];
}

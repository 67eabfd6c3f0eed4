import type { ClientSettings } from '../client/client.js';
import type { FieldProblem } from '../json/json-fields.js';

/** What decides about the rules for an app's redirect URIs. */
type App = Pick<ClientSettings, 'applicationType' | 'registeredRedirectUris'>;

/**
 * What is wrong with the redirect URIs of an app of this type: a web app has a server, so its addresses are https (http on the developer's own
 * machine); a native app has an own scheme or listens on the machine it runs on.
 * @see OpenID Connect Dynamic Client Registration 1.0 §2; STD ODCR-1
 */
export function applicationTypeProblems({ applicationType, registeredRedirectUris }: App): readonly FieldProblem[] {
  const isNative = applicationType === 'native';
  const wrong = registeredRedirectUris.find((uri) => (isNative ? uri.startsWith('https:') : !/^https?:/.test(uri)));
  if (wrong === undefined) return [];
  const problem = `${JSON.stringify(wrong)} is not for an app of application_type ${isNative ? 'native' : 'web'}`;
  const remedy = isNative
    ? 'Use a scheme of your own, or http to the loopback'
    : 'Use https, or register the app with application_type native';
  return [{ field: 'registeredRedirectUris', problem, remedy }];
}

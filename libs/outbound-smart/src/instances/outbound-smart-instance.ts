import type { SessionScope } from '#browser-session/browser-session.port';
import type { MailSettings } from '#mail/mailer.port';
import type { TermsText } from '../authorization-flow/terms/terms-text.js';
import type { SigningAlgorithm } from '#protocol/keys/signing-algorithm';
import type { RelyingParty } from '#protocol/passkey/relying-party';
import type { ListedContext } from '../launch/context-list.js';
import type { LaunchStyle } from '../launch/launch-style.js';
import type { MutualTls } from '../sender-constraint/mutual-tls.js';
import type { InstanceScripts } from './instance-scripts.js';
import type { OutboundSmartOptions } from '../outbound-smart.options.js';
import type { PublishedBrands } from '../user-access-brands/published-brands.js';

/**
 * One SMART outbound module of the configuration: an authorization server of its own, with its own issuer, keys,
 * clients, sessions and tokens. Immutable data, resolved for each request and passed as an argument (ruling 51).
 */
export interface OutboundSmartInstance {
  readonly nodeId: string;
  readonly moduleId: string;
  /** The `iss` of every token and response, exactly as configured (R-08: never taken from a request). */
  readonly issuer: string;
  /** Outward URL of the endpoints: the issuer without a trailing slash. */
  readonly baseUrl: string;
  /** Path of `baseUrl` as browsers see it: '' at the root, else like `/smartauth`. */
  readonly publicPath: string;
  /** Path this server strips from incoming requests (`context_path`): '' at the root. */
  readonly contextPath: string;
  readonly inboundModuleId: string;
  /** The SAML inbound module at whose provider people sign in; absent = SAML is off. */
  readonly samlModuleId?: string;
  readonly keystoreId: string;
  readonly session: SessionScope;
  /** What `smart_style_url` of a launch from the EHR leads to unless the EHR names another. */
  readonly launchStyle: LaunchStyle;
  /** Algorithms of DPoP proofs; empty = DPoP is off (RFC 9449). */
  readonly dpopAlgorithms: readonly SigningAlgorithm[];
  /** The choices of the source `static_list`. */
  readonly contextList: readonly ListedContext[];
  /** Whether `X-Forwarded-For` may come from this address; absent = it never counts (V-64). */
  readonly isTrustedProxy?: (address: string) => boolean;
  /** How client certificates arrive; absent = mutual TLS is off (RFC 8705). */
  readonly mutualTls?: MutualTls;
  /** Certificates of the authorities that defined servers' certificates must come from, PEM; absent = those of the machine. */
  readonly serverAuthorities?: string;
  readonly options: OutboundSmartOptions;
  readonly scripts: InstanceScripts;
  /** User-access brands, where a file names them. */
  readonly brands?: PublishedBrands;
  /** Its terms of service, where a file has them. */
  readonly terms?: TermsText;
  /** The inbound module that keeps people who register themselves; absent = nobody does. */
  readonly registrationModuleId?: string;
  /** How its mails leave; absent = it sends none. */
  readonly mail?: MailSettings;
  /** As whom it asks for passkeys; absent = browsers have none for its issuer. */
  readonly relyingParty?: RelyingParty;
}

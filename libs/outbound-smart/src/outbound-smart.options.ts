import { ForwardHeaderProperties } from '#module-config/forward-header-properties.port';
import { ServerCallProperties } from '#oidc-server-definition/server-call-properties.port';
import { ScriptProperties } from '#scripts/script-properties.port';
import { SkinProperties } from '#skin/skin-properties.port';
import { AccessOptions } from './instances/access.options.js';
import { TermsOptions } from './authorization-flow/terms/terms.options.js';
import { ImplicitOptions } from './authorization-flow/answers/implicit.options.js';
import { AuthorizationOptions } from './authorization-flow/authorization.options.js';
import { ClientsOptions } from './clients/clients.options.js';
import { CodapOptions } from './codap/codap.options.js';
import { DeviceOptions } from './device/device.options.js';
import { EndpointHealthOptions } from './discovery/endpoint-health.options.js';
import { SecurityTxtOptions } from './discovery/security-txt.options.js';
import { ExchangeOptions } from './exchange/exchange.options.js';
import { FederationOptions } from './federation/federation.options.js';
import { ForgotPasswordOptions } from './forgot-password/forgot-password.options.js';
import { GrantsOptions } from './grants/grants.options.js';
import { ScriptOptions } from './grants/script.options.js';
import { CorsOptions } from './http/cors/cors.options.js';
import { LanguagesOptions } from './http/replies/languages.options.js';
import { RepliesOptions } from './http/replies/replies.options.js';
import { IssuerOptions } from './instances/issuer.options.js';
import { ListenerOptions } from './instances/listener.options.js';
import { ServersOptions } from './instances/servers.options.js';
import { SessionsOptions } from './instances/sessions.options.js';
import { ContextSelectionOptions } from './launch/context-selection.options.js';
import { LaunchOptions } from './launch/launch.options.js';
import { MailOptions } from './mail/mail.options.js';
import { PasskeysOptions } from './passkeys/passkeys.options.js';
import { RegistrationOptions } from './registration/registration.options.js';
import { SamlOptions } from './saml/saml.options.js';
import { DpopOptions } from './sender-constraint/dpop.options.js';
import { MutualTlsOptions } from './sender-constraint/mutual-tls.options.js';
import { TokensOptions } from './tokens/tokens.options.js';
import { BrandsOptions } from './user-access-brands/brands.options.js';

/**
 * Every property of a SMART outbound module that has an effect (product reference 11), by topic. Keys, defaults, units and help are declared in
 * the class of the topic, beside what it configures, and nowhere else (ruling 55).
 */
export class OutboundSmartOptions {
  readonly listener = new ListenerOptions();
  readonly forwarding = new ForwardHeaderProperties();
  readonly issuer = new IssuerOptions();
  readonly authorization = new AuthorizationOptions();
  readonly implicit = new ImplicitOptions();
  readonly access = new AccessOptions();
  readonly grants = new GrantsOptions();
  readonly device = new DeviceOptions();
  readonly exchange = new ExchangeOptions();
  readonly codap = new CodapOptions();
  readonly tokens = new TokensOptions();
  readonly sessions = new SessionsOptions();
  readonly federation = new FederationOptions();
  readonly passkeys = new PasskeysOptions();
  readonly clients = new ClientsOptions();
  readonly servers = new ServersOptions();
  readonly serverCalls = new ServerCallProperties();
  readonly registration = new RegistrationOptions();
  readonly saml = new SamlOptions();
  readonly dpop = new DpopOptions();
  readonly mutualTls = new MutualTlsOptions();
  readonly cors = new CorsOptions();
  readonly replies = new RepliesOptions();
  readonly languages = new LanguagesOptions();
  readonly endpointHealth = new EndpointHealthOptions();
  readonly launch = new LaunchOptions();
  readonly contextSelection = new ContextSelectionOptions();
  readonly script = new ScriptOptions();
  readonly scriptEngine = new ScriptProperties();
  readonly securityTxt = new SecurityTxtOptions();
  readonly brands = new BrandsOptions();
  readonly mail = new MailOptions();
  readonly forgotPassword = new ForgotPasswordOptions();
  readonly terms = new TermsOptions();
  readonly skin = new SkinProperties();
}

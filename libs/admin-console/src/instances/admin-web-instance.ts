import type { SessionScope } from '#browser-session/browser-session.port';
import type { RelyingParty } from '#protocol/passkey/relying-party';
import type { AdminWebOptions } from './admin-web.options.js';

/** One module of type ADMIN_WEB: a listener of the web admin console. Immutable data, resolved for each request (ruling 51). */
export interface AdminWebInstance {
  readonly nodeId: string;
  readonly moduleId: string;
  /** Path this server strips from incoming requests (`context_path`): '' at the root. */
  readonly contextPath: string;
  /** The module whose users sign in (`requires.SECURITY_IN_UP`). */
  readonly inboundModuleId: string;
  readonly session: SessionScope;
  /** As whom passkeys are asked for; absent where browsers have none for the address. */
  readonly relyingParty?: RelyingParty;
  /** Whose word counts about whom they were called by; absent: nobody's. */
  readonly isTrustedProxy?: (address: string) => boolean;
  readonly isEvaluation: boolean;
  readonly options: AdminWebOptions;
}

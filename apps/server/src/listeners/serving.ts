import type { IncomingMessage } from 'node:http';
import { CONSOLE_PREFIX } from '#admin-console/http/console-prefix';
import type { AdminWebInstance } from '#admin-console/instances/admin-web-instance';
import { attachAdminWeb } from '#admin-console/instances/current-admin-web';
import { attachAdminJson } from '#admin-api/instances/current-admin-json';
import type { AdminJsonInstance } from '#admin-api/instances/admin-json-instance';
import { customHeaders } from '#outbound-smart/http/replies/custom-headers';
import { attachInstance } from '#outbound-smart/http/requests/current-instance.decorator';
import { attachUnhealthyStatus } from '#outbound-smart/http/requests/unhealthy-status';
import { attachWearer } from '#skin/wearing-module';
import type { OutboundSmartInstance } from '#outbound-smart/instances/outbound-smart-instance';

/** A module that answers requests: what a listener needs to know of it. */
export interface Serving {
  readonly moduleId: string;
  /** 0 for any free port. */
  readonly port: number;
  readonly bindAddress: string;
  /** Path below which it answers: '' at the root. */
  readonly contextPath: string;
  /** Address inside the application of a path, which has no query; `undefined` where the path is not this module's. */
  readonly inside: (path: string) => string | undefined;
  /** Address inside the application where nothing is: the module's own error answers. */
  readonly nowhere: string;
  /** What every answer has besides. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** No address answers OPTIONS. */
  readonly blocksOptions: boolean;
  /** Remembers the module on a request. */
  readonly attach: (message: IncomingMessage) => void;
}

/** Internal prefixes of the endpoints of each type, so that no listener reaches the routes of another type. */
const SMART = '/smart';
const ADMIN = '/admin';
const CONSOLE = `/${CONSOLE_PREFIX}`;
/** Internal address of what `endpoint_health.path` leads to. */
const ENDPOINT_HEALTH = '/endpoint-health';
/** What goes between host and path of the issuer (RFC 8414 §3.1, RFC 9728 §3.1). */
const BEFORE_THE_PATH = ['/.well-known/oauth-authorization-server', '/.well-known/oauth-protected-resource'];
/** What belongs to the host as a whole (RFC 9116 §3). */
const SECURITY_TXT = '/.well-known/security.txt';

/** A SMART outbound module as its listener sees it. */
export function servingOutbound(instance: OutboundSmartInstance): Serving {
  const { moduleId, contextPath, options } = instance;
  const ofTheHost = (path: string): string | undefined => {
    if (path === SECURITY_TXT && options.securityTxt.contacts.length > 0) return path;
    return BEFORE_THE_PATH.find((part) => path === part + contextPath);
  };
  return {
    ...{ moduleId, contextPath, port: options.listener.port, bindAddress: options.listener.bindAddress },
    inside: (path) => {
      const inner = below(contextPath, path) ?? ofTheHost(path);
      if (inner === options.endpointHealth.path) return ENDPOINT_HEALTH;
      return inner === undefined ? undefined : SMART + inner;
    },
    nowhere: '/nowhere',
    headers: customHeaders(options.replies.customHeaders),
    blocksOptions: options.replies.blocksOptions,
    attach: (message) => {
      attachInstance(message, instance);
      attachWearer(message, moduleId);
      attachUnhealthyStatus(message, options.endpointHealth.unhealthyStatus);
    },
  };
}

/** A module of the JSON admin API as its listener sees it. */
export function servingAdminJson(instance: AdminJsonInstance): Serving {
  const { moduleId, contextPath, options } = instance;
  return {
    ...{ moduleId, contextPath, port: options.port, bindAddress: options.bindAddress },
    inside: (path) => {
      const inner = below(contextPath, path);
      if (inner === options.healthPath) return ENDPOINT_HEALTH;
      // The product's documents write some addresses with a slash behind, callers write others so.
      return inner === undefined ? undefined : ADMIN + inner.replace(/\/$/, '');
    },
    nowhere: `${ADMIN}/nowhere`,
    headers: [],
    blocksOptions: false,
    attach: (message) => {
      attachAdminJson(message, instance);
      attachUnhealthyStatus(message, options.unhealthyStatus);
    },
  };
}

/** A module of the web admin console as its listener sees it. */
export function servingAdminWeb(instance: AdminWebInstance): Serving {
  const { moduleId, contextPath, options } = instance;
  return {
    ...{ moduleId, contextPath, port: options.port, bindAddress: options.bindAddress },
    inside: (path) => {
      const inner = path === contextPath ? '/' : below(contextPath, path);
      return inner === undefined ? undefined : CONSOLE + (inner === '/' ? '' : inner);
    },
    nowhere: `${CONSOLE}/nowhere`,
    headers: [],
    blocksOptions: false,
    attach: (message) => {
      attachAdminWeb(message, instance);
    },
  };
}

function below(contextPath: string, path: string): string | undefined {
  if (contextPath === '') return path;
  return path.startsWith(`${contextPath}/`) ? path.slice(contextPath.length) : undefined;
}

import { addAccessors } from './accessors.js';
import { bindMethods } from './bound-methods.js';
import { HeaderMap } from './header-map.js';

/** `theRequest` of a scripted inbound module, as JSON. */
export interface AuthenticationRequestShape {
  readonly username: string;
  readonly password: string;
  readonly remoteAddress: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Somebody's user name and password, for the script that knows whether they belong together (reference 8.5). */
export class AuthenticationRequest {
  /** As it was typed. */
  username: string;
  /** Where the request comes from, as the server's proxies tell it. */
  remoteAddress: string;
  /** Of the request, without credentials and cookies. */
  headers: HeaderMap;
  /** As it was typed. Not seen by `JSON.stringify`, with which scripts log what they get. */
  declare password: string;

  constructor({ username, password, remoteAddress, headers }: AuthenticationRequestShape) {
    this.username = username;
    this.remoteAddress = remoteAddress;
    this.headers = new HeaderMap(headers);
    Object.defineProperty(this, 'password', { value: password, writable: true, configurable: true, enumerable: false });
  }
}

addAccessors(AuthenticationRequest.prototype, ['username', 'password', 'remoteAddress', 'headers']);
bindMethods(AuthenticationRequest);

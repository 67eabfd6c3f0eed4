import { addAccessors } from './accessors.js';
import { bindMethods } from './bound-methods.js';
import { grantedAuthority, type AuthorityShape, type GrantedAuthority } from './granted-authority.js';
import { javaList, JavaList } from './java-list.js';

/** `theClientDetails` as JSON. */
export interface ClientShape {
  readonly clientId: string;
  readonly clientName: string;
  readonly scopes: readonly string[];
  readonly permissions: readonly AuthorityShape[];
}

/** `theClientDetails`: a view of the client. What a script changes in it changes nothing. */
export class ClientDetails {
  /** Its id. */
  clientId: string;
  /** The name that people see. */
  clientName: string;
  /** Those that it may ask for. */
  scopes: JavaList<string>;
  /** What it may do by itself. */
  permissions: JavaList<GrantedAuthority>;

  constructor({ clientId, clientName, scopes, permissions }: ClientShape) {
    this.clientId = clientId;
    this.clientName = clientName;
    this.scopes = javaList(scopes);
    this.permissions = javaList(permissions.map(grantedAuthority));
  }
}

addAccessors(ClientDetails.prototype, ['clientId', 'clientName', 'scopes', 'permissions']);
bindMethods(ClientDetails);

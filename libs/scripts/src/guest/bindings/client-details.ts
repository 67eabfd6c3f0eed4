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

/** A view of the client: what a script changes in it changes nothing. */
export class ClientDetails {
  clientId: string;
  clientName: string;
  scopes: JavaList<string>;
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

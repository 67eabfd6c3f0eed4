import { addAccessors } from './accessors.js';
import { bindMethods } from './bound-methods.js';
import { fhirObject } from './fhir-object.js';
import { javaList, JavaList } from './java-list.js';

type Resource = Readonly<Record<string, unknown>>;

/** `theDetails` as JSON. */
export interface PostAuthorizeShape {
  readonly grantType: string;
  readonly grantedScopes: readonly string[];
  readonly clientId: string;
  readonly username?: string;
  readonly accessToken?: string;
  readonly requestingPractitioner?: Resource;
  readonly requestedRecord?: Resource;
}

/** What was granted. Practitioner and record are null but for CODAP. */
export class SmartOnPostAuthorizeDetails {
  grantType: string;
  grantedScopes: JavaList<string>;
  clientId: string;
  username: string | null;
  requestingPractitioner: object | null;
  requestedRecord: object | null;
  // Not seen by `JSON.stringify`, with which scripts log what they get.
  declare accessToken: string | null;

  constructor(shape: PostAuthorizeShape) {
    const { accessToken = null } = shape;
    this.grantType = shape.grantType;
    this.grantedScopes = javaList(shape.grantedScopes);
    this.clientId = shape.clientId;
    this.username = shape.username ?? null;
    this.requestingPractitioner = resourceOrNull(shape.requestingPractitioner);
    this.requestedRecord = resourceOrNull(shape.requestedRecord);
    Object.defineProperty(this, 'accessToken', { value: accessToken, writable: true, configurable: true });
  }
}

addAccessors(SmartOnPostAuthorizeDetails.prototype, [
  ...['grantType', 'grantedScopes', 'clientId', 'username', 'accessToken', 'requestingPractitioner', 'requestedRecord'],
]);
bindMethods(SmartOnPostAuthorizeDetails);

function resourceOrNull(resource: Resource | undefined): object | null {
  return resource === undefined ? null : fhirObject(resource);
}

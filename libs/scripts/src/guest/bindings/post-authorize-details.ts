import { addAccessors } from './accessors.js';
import { fhirObject, type FhirResource } from './fhir-object.js';
import { bindMethods } from './bound-methods.js';
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

/** `theDetails`: what was granted. */
export class SmartOnPostAuthorizeDetails {
  /** As in `onTokenGenerating`; `context_selection` for tokens of the server's own with which patients are searched. */
  grantType: string;
  /** What the token is good for. */
  grantedScopes: JavaList<string>;
  /** Of the app or service that has the token. */
  clientId: string;
  /** Null where a client acts for itself. */
  username: string | null;
  /** Of CODAP alone: who asked. */
  requestingPractitioner: FhirResource | null;
  /** Of CODAP alone: whose record it is about. */
  requestedRecord: FhirResource | null;
  /** The token itself. Not seen by `JSON.stringify`, with which scripts log what they get. */
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
  'grantType',
  'grantedScopes',
  'clientId',
  'username',
  'accessToken',
  'requestingPractitioner',
  'requestedRecord',
]);
bindMethods(SmartOnPostAuthorizeDetails);

function resourceOrNull(resource: Resource | undefined): FhirResource | null {
  return resource === undefined ? null : fhirObject(resource);
}

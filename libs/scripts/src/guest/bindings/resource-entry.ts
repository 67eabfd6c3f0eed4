import { addAccessors } from './accessors.js';

/** A resource of the launch: `resourceType` as the member of the token response is named, `resourceId` with or without its type. */
export class LaunchResourceId {
  /** As the member of the token response is named: `patient`. */
  resourceType: string;
  /** Its id, with the type in front or without. */
  resourceId: string;

  constructor(resourceType: unknown, resourceId: unknown) {
    this.resourceType = String(resourceType);
    this.resourceId = String(resourceId);
  }

  /** `type=id`, for a log. */
  toString(): string {
    return `${this.resourceType}=${this.resourceId}`;
  }
}

/** A resource that the person works with by default; `resourceId` is null as long as the script that made the entry has not set it. */
export class DefaultLaunchContext {
  /** Type of the resource, such as `patient`. */
  contextType: string;
  /** Its id; an entry that has none when the function is over counts for nothing. */
  resourceId: string | null;

  constructor(contextType: unknown, resourceId: string | null) {
    this.contextType = String(contextType);
    this.resourceId = resourceId;
  }

  /** `type=id`, for a log. */
  toString(): string {
    return `${this.contextType}=${String(this.resourceId)}`;
  }
}

addAccessors(LaunchResourceId.prototype, ['resourceType', 'resourceId']);
addAccessors(DefaultLaunchContext.prototype, ['contextType', 'resourceId']);

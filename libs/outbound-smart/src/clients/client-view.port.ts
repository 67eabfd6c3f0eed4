import type { JsonObject } from '#protocol/json/json-object';
import type { FieldProblem } from '#protocol/user/json-fields';

/** Which client is meant; ids are compared byte by byte. */
export interface ClientPlace {
  readonly moduleId: string;
  readonly clientId: string;
}

/** A client as administrators see it: the product's JSON (reference 5.1) and our own fields, secrets masked. */
export interface ClientView extends ClientPlace {
  readonly json: JsonObject;
  readonly version: number;
}

/** What a body says that did not count, or does not do what it seems to do. */
export interface BodyNotes {
  /** Names of fields that nobody reads (ruling 46). */
  readonly unknownFields: readonly string[];
  readonly warnings: readonly FieldProblem[];
}

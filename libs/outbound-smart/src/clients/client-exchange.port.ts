import type { JsonObject } from '#protocol/json/json-object';
import type { FieldProblem } from '#protocol/user/json-fields';
import type { BodyNotes, ClientPlace } from './client-view.port.js';

/** A client as an export has it. */
export interface ExportedClient extends ClientPlace {
  /** Canonical: fixed order of fields, sets sorted, no internal ids, versions and times, secrets by reference. */
  readonly json: JsonObject;
  readonly version: number;
}

/** A client that is to be taken over. */
export interface ClientImport {
  /** As parsed; of a variable that has no value, the reference stands where it stood: such a secret stays pending. */
  readonly json: unknown;
  /** Where the JSON names no module. */
  readonly moduleId?: string;
  /** Absent = whatever version there is. */
  readonly ifVersion?: number;
}

/** How clients are taken over. */
export interface ClientImportPlan {
  /**
   * `import`: as the product does (reference 5.3): what exists is updated, but its secrets are never overwritten, and a file that has other real
   * secrets for a client with real secrets is refused. `replace`: the JSON is the whole truth, as in `replace`.
   */
  readonly semantics: 'import' | 'replace';
  /** Says what would become of each client, and writes nothing. */
  readonly dryRun: boolean;
}

/** One field that is different, both values as the API shows them; secrets are masked. */
export interface FieldDifference {
  readonly field: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** What became of one client, in the order in which they came. */
export type ClientImportOutcome = BodyNotes & {
  /** As far as the JSON names them. */
  readonly moduleId: string;
  readonly clientId: string;
  /** Names of secrets that wait for their variable. */
  readonly pendingSecrets: readonly string[];
} & (
    | { readonly kind: 'created' | 'unchanged'; readonly version: number }
    | { readonly kind: 'changed'; readonly version: number; readonly differences: readonly FieldDifference[] }
    | { readonly kind: 'refused' | 'forbidden'; readonly problems: readonly FieldProblem[] }
    /** There is no such module, or somebody else changed the client meanwhile. */
    | { readonly kind: 'unknown' | 'stale' }
  );

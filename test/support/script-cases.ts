import { readdirSync, readFileSync } from 'node:fs';

type Json = Readonly<Record<string, unknown>>;

/** `[permission]` or `[permission, argument]`. */
export type AuthorityPair = readonly [permission: string, argument?: string];

/** What a script is called with; what is not said is as for an ordinary person of the local module. */
export interface ScriptInput {
  /** What the case is about. */
  readonly words?: string;
  /** Null: there is no person. */
  readonly session?: null | {
    readonly username: string;
    readonly authorities?: readonly AuthorityPair[];
    readonly launchResourceIds?: readonly { readonly resourceType: string; readonly resourceId: string }[];
    readonly [name: string]: unknown;
  };
  readonly request?: {
    readonly launch?: string | null;
    readonly audience?: string | null;
    readonly clientId?: string;
    readonly requestParameters?: Readonly<Record<string, string>>;
  };
  readonly client?: {
    readonly clientId: string;
    readonly clientName: string;
    readonly scopes: readonly string[];
    readonly permissions: readonly AuthorityPair[];
  };
  /** Another server vouches for the person, with these claims. */
  readonly claims?: Json;
  readonly context?: Json;
  readonly userInfo?: Json;
  readonly serverInfo?: Json;
  readonly codap?: {
    readonly requestingPractitioner: Json;
    readonly requestedRecord: Json;
    /** With blanks between. */
    readonly requestedScopes?: string;
    readonly reasonForRequest?: string;
    readonly authenticationToken?: Json;
    readonly authorizationToken?: Json;
  };
  readonly details?: { readonly grantType: string; readonly grantedScopes: readonly string[] };
  readonly registration?: Readonly<Record<string, string>>;
  readonly authRequest?: { readonly username: string; readonly password: string; readonly remoteAddress: string };
  readonly env?: Readonly<Record<string, string>>;
  /** Other servers; one that is not here refuses the connection. */
  readonly http?: readonly {
    readonly method: string;
    readonly url: string;
    readonly answer: { readonly status: number; readonly headers?: Json; readonly body?: unknown };
  }[];
  /** Searches that the FHIR server finds something for. */
  readonly fhir?: readonly {
    readonly type: string;
    readonly param: string;
    readonly system: string | null;
    readonly value: string;
    readonly result: readonly Json[];
  }[];
}

/** What came of a case, as the ports tell it; what is not said of a success is empty. */
export interface ScriptResult {
  readonly outcome: 'success' | 'failure' | 'throws' | 'refused' | 'loadError';
  readonly authoritiesAdded?: readonly AuthorityPair[];
  /** All of them. */
  readonly authorities?: readonly AuthorityPair[];
  /** Members of the token response, types in lower case. */
  readonly launch?: Readonly<Record<string, string>>;
  readonly claims?: Json;
  readonly userData?: Json;
  readonly fhirContext?: unknown;
  readonly fhirUserUrl?: string | null;
  readonly username?: string | null;
  readonly familyName?: string | null;
  readonly givenName?: string | null;
  readonly email?: string | null;
  readonly failure?: {
    readonly message: unknown;
    readonly incorrectPassword: unknown;
    readonly unknownUsername: unknown;
  };
  readonly returns?: unknown;
  readonly registered?: Json;
  readonly choices?: readonly (readonly [string, string, string])[];
}

/** What a case expects. */
export interface ScriptExpectation extends ScriptResult {
  readonly throwsMatch?: string;
  /** Patterns of `LEVEL: text`. */
  readonly logs?: readonly string[];
  readonly logsNot?: readonly string[];
  readonly http?: readonly {
    readonly method: string;
    readonly url: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
    readonly json?: unknown;
  }[];
  /** Why it is expected, where that is not plain. */
  readonly note?: string;
}

/** One case of a script: its text, and which functions are called in turn upon one session. */
export interface ScriptCase {
  readonly name: string;
  readonly source: string;
  readonly isModule: boolean;
  readonly functions: readonly string[];
  readonly input: ScriptInput;
  readonly expected: ScriptExpectation;
}

interface CaseFile {
  readonly function: readonly string[];
  readonly module?: boolean;
  readonly input: ScriptInput;
  readonly expect: ScriptExpectation;
  /** Each replaces parts of the first input. */
  readonly more?: readonly { readonly input: ScriptInput; readonly expect: ScriptExpectation }[];
}

/** All cases of a folder: `name.js` is a script as its operator has it, byte for byte, `name.json` what it is called with and what comes of it. */
export function readScriptCases(folder: URL): readonly ScriptCase[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return files.sort().flatMap((file) => casesOf(folder, file.slice(0, -'.json'.length)));
}

function casesOf(folder: URL, name: string): readonly ScriptCase[] {
  const text = (extension: string): string => readFileSync(new URL(name + extension, folder), 'utf8');
  const { function: functions, module: isModule = false, more = [], ...first } = JSON.parse(text('.json')) as CaseFile;
  return [first, ...more].map(({ input, expect }, index) => ({
    ...{ name: `${name} ${String(index)} ${input.words ?? ''}`.trim(), source: text('.js'), isModule, functions },
    ...{ input: { ...first.input, ...input }, expected: { ...(expect.outcome === 'success' && nothing), ...expect } },
  }));
}

/** What a success does that the case does not speak of. */
const nothing = { authoritiesAdded: [], launch: {}, claims: {} };

// Declarations for authors of scripts: what a script may define, what it gets, and what is there besides. An editor completes from this file; see
// "In an editor" in script-api.md. Written by `npm run docs` out of the types and comments of libs/scripts/src/guest: mend it there.

// Functions that a script may define
// ==================================

/**
 * `authenticate` of CODAP: called for each request with good JWTs, before there is a token. Decides who the practitioner is here, and what
 * they may do with this one token.
 * In: `codap.auth_script` of SECURITY_OUT_SMART, or else `post_authorize_script`.
 * On failure: no token: the answer is 400 `invalid_grant`.
 * @returns an outcome of `theOutcomeFactory`; a success needs a `username`
 */
type AuthenticateCodap = (theRequest: SmartCodapAuthorizationRequest, theOutcomeFactory: ScriptAuthenticationOutcomeFactory) => UserSessionDetails | AuthenticationFailure | Promise<UserSessionDetails | AuthenticationFailure>;

/**
 * `authenticate` of a scripted inbound module: called with the name and password that somebody typed. Knows whether they belong together.
 * In: `callback_script` of SECURITY_IN_SCRIPTED.
 * On failure: nobody signs in, and it counts as no wrong password.
 * @returns an outcome of `theOutcomeFactory`; a success needs a `username`
 */
type AuthenticateSignIn = (theRequest: AuthenticationRequest, theOutcomeFactory: ScriptAuthenticationOutcomeFactory) => UserSessionDetails | AuthenticationFailure | Promise<UserSessionDetails | AuthenticationFailure>;

/**
 * Called whenever somebody comes from another server. Makes a name here of what that server says of them; it must be one that nobody else
 * gets. It becomes that of a new account: who has one keeps theirs, and `onAuthenticateSuccess` is shown the name that the account has.
 * In: `federationUserMappingScriptText` of the server's definition.
 * On failure: nobody signs in.
 * @returns the user name, 200 characters at most
 */
type GetUserName = (theOidcUserInfoMap: JavaMap, theServerInfo: ServerInfo) => string | Promise<string>;

/**
 * Called when somebody has shown who they are: by a password, a passkey, SAML, another server or a token of another server. Decides whether
 * they come in, and what they may do and are called until the next sign-in. User name and notes stay those of the account. `theContext` has
 * `getClaim` only where another server vouches for the person: ask `'getClaim' in theContext`.
 * In: `callback_script` of SECURITY_IN_LOCAL, SECURITY_IN_LDAP, SECURITY_IN_SAML and SECURITY_IN_SMART.
 * On failure: nobody signs in.
 * @returns `theOutcome`, or an outcome of `theOutcomeFactory`; nothing means `theOutcome` as it was changed
 */
type OnAuthenticateSuccess = (theOutcome: UserSessionDetails, theOutcomeFactory: ScriptAuthenticationOutcomeFactory, theContext: AuthenticationContext | SecurityInSmartAuthenticationContext) => UserSessionDetails | AuthenticationFailure | undefined | Promise<UserSessionDetails | AuthenticationFailure | undefined>;

/**
 * `onAuthenticateSuccess` for people of another server, and for its access tokens: `theContext` has the claims.
 * In: `federationAuthScriptText` of the server's definition; `callback_script` of SECURITY_IN_SMART.
 * On failure: nobody signs in.
 * @returns `theOutcome`, or an outcome of `theOutcomeFactory`; nothing means `theOutcome` as it was changed
 */
type OnFederatedAuthenticateSuccess = (theOutcome: UserSessionDetails, theOutcomeFactory: ScriptAuthenticationOutcomeFactory, theContext: SecurityInSmartAuthenticationContext) => UserSessionDetails | AuthenticationFailure | undefined | Promise<UserSessionDetails | AuthenticationFailure | undefined>;

/**
 * Called when a token was issued. The answer to the app does not wait for it: for logging, and for telling other systems.
 * In: `post_authorize_script` of SECURITY_OUT_SMART.
 * On failure: the grant stands; it is in the record of the run.
 * @returns nothing
 */
type OnPostAuthorize = (theDetails: SmartOnPostAuthorizeDetails) => void | Promise<void>;

/**
 * Called after the sign-in where an app asks for a context, before the person chooses. Says what there is to choose: what the function puts on
 * the session (`addLaunchResourceId`, a default launch context) is settled, and what it adds to the choices is offered. Nothing else of the
 * session is changed here, and the log says so where a script tries.
 * In: `post_authorize_script` of SECURITY_OUT_SMART.
 * On failure: the authorization ends with an error page.
 * @returns nothing; what the function changed in its arguments counts
 */
type OnSmartLoginPreContextSelection = (theUserSession: UserSessionDetails, theContextSelectionChoices: ContextSelectionChoices) => void | Promise<void>;

/**
 * Called before each access token is made, whatever the grant. Sets what is in context for the launch, adds claims and permissions to this one
 * token. `theUserSession` is null where a client acts for itself (client credentials).
 * In: `post_authorize_script` of SECURITY_OUT_SMART.
 * On failure: no token: the answer is 500 `server_error`, and the code or the refresh token is not used up.
 * @returns nothing; what the function changed in its arguments counts
 */
type OnTokenGenerating = (theUserSession: UserSessionDetails | null, theAuthorizationRequestDetails: OAuth2AuthorizationRequestDetails, theClientDetails: ClientDetails) => void | Promise<void>;

/**
 * Called when somebody makes an account for themselves, after the code that was mailed to them was right. Completes what becomes of it: names,
 * notes, permissions. The address stays the one that was shown to be the person's.
 * In: `user_self_registration.create_script` of SECURITY_IN_LOCAL.
 * On failure: no account is made.
 * @returns nothing; what the function changed in `theOutputUser` counts
 */
type OnUserSelfRegistrationRequest = (theInputUser: UserSessionDetails, theOutputUser: UserSessionDetails) => void | Promise<void>;

// Globals
// =======

/**
 * `Log`, also `console`: writes lines that are kept with the record of the run. Each function takes any number of values; where the first is a
 * text with `{}` in it, the others are put there, and what is left over comes after it.
 */
declare var Log: LogApi;

/**
 * `Log`, also `console`: writes lines that are kept with the record of the run. Each function takes any number of values; where the first is a
 * text with `{}` in it, the others are put there, and what is left over comes after it.
 */
declare var console: LogApi;

/** The same as `Log.info`. */
declare var print: LogApi['info'];

/** The same as `Log.info`. */
declare var println: LogApi['info'];

/**
 * `Http`: calls other servers over HTTP. Which hosts may be called is said by the property `script.http.allowed_hosts` of the module; it is
 * empty at first, and then nothing is called. Redirects are not followed, and an answer may have 1 MiB.
 */
declare var Http: HttpApi;

/**
 * `Environment`: the variables of the server whose names begin with `JS_`; it knows no others. They are also its properties:
 * `Environment.JS_URL`.
 */
declare var Environment: EnvironmentApi;

/** `Converter`: other forms of a text. Texts are UTF-8 wherever bytes are meant. */
declare var Converter: ConverterApi;

/** `Base64`: texts in base64 and back. */
declare var Base64: Base64Api;

/** `UUID`: identifiers that nobody can guess, as texts. */
declare var UUID: UuidApi;

/** `DateParser`: dates as FHIR and ISO 8601 write them, and as a pattern says. What is missing is the first of its kind, and the zone UTC. */
declare var DateParser: DateParserApi;

/**
 * `Fhir`: the FHIR server of the module (property `context_selection.fhir_base_url`), which is read and searched with a token of this server's
 * own.
 */
declare var Fhir: FhirApi;

/** `FhirClientFactory`: clients of other FHIR servers. */
declare var FhirClientFactory: FhirClientFactoryApi;

/** `Java`: a few classes that older scripts ask for by name. There is no Java behind them, and nothing of the server. */
declare var Java: JavaApi;

/** The stand-ins of `Java.type` by their own names, as older engines had them: `new java.util.HashMap()`. */
declare var java: any;

/** The same: `new Packages.java.util.HashMap()`. */
declare var Packages: any;

/** The text of base64, a character for each byte, as in browsers. */
declare var atob: (text: unknown) => string;

/** Base64 of a text that has one byte for each character, as in browsers. */
declare var btoa: (text: unknown) => string;

/** What texts have besides what JavaScript gives them. */
interface String {
  /** Whether both are the same text. */
  equals(other: unknown): boolean;
  /** The same, capital letters or not. */
  equalsIgnoreCase(other: unknown): boolean;
  /** 0 for the same text, -1 where this one comes first, else 1. */
  compareTo(other: unknown): number;
  /** The same as `includes`. */
  contains(part: unknown): boolean;
  /** Whether there is nothing in it. */
  isEmpty(): boolean;
  /** Whether there is nothing but blanks in it. */
  isBlank(): boolean;
  /** Whether a regular expression is the whole text. */
  matches(pattern: unknown): boolean;
  /** The text itself, for `encodeToString(text.getBytes())`: bytes are texts here. */
  getBytes(charset?: unknown): string;
  /** Replaces the first part that a regular expression finds. */
  replaceFirst(pattern: unknown, replacement: string): string;
}

// Objects
// =======

/** `theRequest` of a CODAP request: who asks for whose record, and why. */
interface SmartCodapAuthorizationRequest {
  /** The Practitioner who asks: `requestingPractitioner.identifier.value`. */
  requestingPractitioner: FhirResource;
  /** The Patient whose record is asked for; `requestedRecord.id` is `Patient/123`. */
  requestedRecord: FhirResource;
  /** Who the practitioner is. */
  authenticationToken: CodapToken;
  /** What they ask for. */
  authorizationToken: CodapToken;
  /** What they want the token for. */
  requestedScopes: ScopeList;
  /** Why, as the other organisation says; it stands in the audit record. */
  reasonForRequest: string | null;
  /** The same as `requestingPractitioner`. */
  getRequestingPractitioner(): FhirResource;
  /** The same as `requestingPractitioner`. */
  setRequestingPractitioner(value: FhirResource): void;
  /** The same as `requestedRecord`. */
  getRequestedRecord(): FhirResource;
  /** The same as `requestedRecord`. */
  setRequestedRecord(value: FhirResource): void;
  /** The same as `authenticationToken`. */
  getAuthenticationToken(): CodapToken;
  /** The same as `authenticationToken`. */
  setAuthenticationToken(value: CodapToken): void;
  /** The same as `authorizationToken`. */
  getAuthorizationToken(): CodapToken;
  /** The same as `authorizationToken`. */
  setAuthorizationToken(value: CodapToken): void;
  /** The same as `requestedScopes`. */
  getRequestedScopes(): ScopeList;
  /** The same as `requestedScopes`. */
  setRequestedScopes(value: ScopeList): void;
  /** The same as `reasonForRequest`. */
  getReasonForRequest(): string | null;
  /** The same as `reasonForRequest`. */
  setReasonForRequest(value: string | null): void;
}

/** `theOutcomeFactory`: makes what a function that decides about somebody returns. */
interface ScriptAuthenticationOutcomeFactory {
  /** An outcome that lets somebody in. It needs a `username`, and has nothing else at first. */
  newSuccess(username?: string): UserSessionDetails;
  /** An outcome that keeps somebody out. It has to be returned. */
  newFailure(message?: string): AuthenticationFailure;
}

/**
 * `theUserSession`, `theOutcome`, and what `newSuccess()` makes: a person, and what their session has. What a script changes here counts when
 * its function is over, as far as the function may change it: nobody becomes somebody else by it.
 */
interface UserSessionDetails {
  /** Id of the node that the account belongs to. */
  nodeId: string | null;
  /** Id of the inbound module that the account belongs to. */
  moduleId: string | null;
  /** The name the person signs in with; only an outcome of `newSuccess()` gets one from a script. At most 200 characters. */
  username: string | null;
  /** Of the account, as pages and tokens show it. At most 200 characters. */
  familyName: string | null;
  /** As `familyName`, what stands before it. */
  givenName: string | null;
  /** Address for mail, without proof that it is the person's where a script sets it. */
  email: string | null;
  /** Whether another server vouches for the person, and no password is kept here. */
  external: boolean;
  /** Free text of the account, at most 10,000 characters; often JSON of your own. */
  notes: string | null;
  /** What the person may do. To change it, use `addAuthority` and `removeAuthority`. */
  get authorities(): JavaList<GrantedAuthority>; set authorities(value: GrantedAuthority[]);
  /** What the person works with by default; a patient among them is in context when an app asks for one. */
  get defaultLaunchContexts(): JavaList<DefaultLaunchContext>; set defaultLaunchContexts(value: DefaultLaunchContext[]);
  /**
   * The resource that the person is: an http(s) address, or a reference such as `Practitioner/123` at the FHIR server of the module. The claim
   * `fhirUser`.
   */
  fhirUserUrl: string | null;
  /** What is in context for this launch. To add something, use `addLaunchResourceId`. */
  get launchResourceIds(): JavaList<LaunchResourceId>; set launchResourceIds(value: LaunchResourceId[]);
  /**
   * Values of your own that stay with the session, at most 8,192 characters of JSON. A sign-in script leaves them here for
   * `onTokenGenerating`.
   */
  userData: JavaMap;
  /**
   * Gives the person a permission, such as `addAuthority('FHIR_READ_ALL_OF_TYPE', 'Patient')`. Twice is once. Throws where there is no such
   * permission, or it needs an argument.
   */
  addAuthority(permission: string | GrantedAuthority, argument?: string | null): this;
  /** Whether the person has a permission; without an argument, whether they have it with any. */
  hasAuthority(permission: string | GrantedAuthority, argument?: string | null): boolean;
  /** Takes a permission away; without an argument, with all its arguments. */
  removeAuthority(permission: string | GrantedAuthority, argument?: string | null): this;
  /**
   * Puts a resource into context: `addLaunchResourceId('patient', '555')`. The app finds it in the answer to its token request under the name
   * given here. Without a type or an id nothing is added, and the log says so.
   */
  addLaunchResourceId(resourceType: string, resourceId: string | number): this;
  /**
   * The entry of `defaultLaunchContexts` with this type, or a new one whose `resourceId` is still to be set. What `onTokenGenerating` sets
   * counts where the launch has none of the type.
   */
  getOrCreateDefaultLaunchContext(contextType: string): DefaultLaunchContext;
  /** Sets what the person works with by default, in place of another one of the type. */
  addDefaultLaunchContext(contextType: string, resourceId: string | number): this;
  /**
   * Adds a reference to `fhirContext`, such as `ImagingStudy/123`, and what the app is to make of it. Throws where it is no reference. A
   * Patient or an Encounter needs a role: what is in context goes by `addLaunchResourceId`.
   */
  addFhirContext(target: string, role?: string | null): this;
  /** Keeps a value, which has to have a form in JSON, with the session. */
  setUserData(key: string, value: unknown): this;
  /** One value, null where it is not there; without a key all of them. */
  getUserData(...keys: [key?: string]): any;
  /** The class and the user name, for a log. */
  toString(): string;
  /** The same as `nodeId`. */
  getNodeId(): string | null;
  /** The same as `nodeId`. */
  setNodeId(value: string | null): void;
  /** The same as `moduleId`. */
  getModuleId(): string | null;
  /** The same as `moduleId`. */
  setModuleId(value: string | null): void;
  /** The same as `username`. */
  getUsername(): string | null;
  /** The same as `username`. */
  setUsername(value: string | null): void;
  /** The same as `familyName`. */
  getFamilyName(): string | null;
  /** The same as `familyName`. */
  setFamilyName(value: string | null): void;
  /** The same as `givenName`. */
  getGivenName(): string | null;
  /** The same as `givenName`. */
  setGivenName(value: string | null): void;
  /** The same as `email`. */
  getEmail(): string | null;
  /** The same as `email`. */
  setEmail(value: string | null): void;
  /** The same as `notes`. */
  getNotes(): string | null;
  /** The same as `notes`. */
  setNotes(value: string | null): void;
  /** The same as `fhirUserUrl`. */
  getFhirUserUrl(): string | null;
  /** The same as `fhirUserUrl`. */
  setFhirUserUrl(value: string | null): void;
  /** The same as `authorities`. */
  getAuthorities(): JavaList<GrantedAuthority>;
  /** The same as `authorities`. */
  setAuthorities(value: GrantedAuthority[]): void;
  /** The same as `defaultLaunchContexts`. */
  getDefaultLaunchContexts(): JavaList<DefaultLaunchContext>;
  /** The same as `defaultLaunchContexts`. */
  setDefaultLaunchContexts(value: DefaultLaunchContext[]): void;
  /** The same as `launchResourceIds`. */
  getLaunchResourceIds(): JavaList<LaunchResourceId>;
  /** The same as `launchResourceIds`. */
  setLaunchResourceIds(value: LaunchResourceId[]): void;
  /** The same as `external`. */
  getExternal(): boolean;
  /** The same as `external`. */
  isExternal(): boolean;
  /** The same as `external`. */
  setExternal(value: boolean): void;
}

/** What `newFailure()` gives: why somebody is refused. All of it is optional, and none of it is told to the person. */
interface AuthenticationFailure {
  /** Why, for the log and the audit record; at most 500 characters. */
  message: string | null;
  /** Counts as a wrong password. */
  incorrectPassword: boolean;
  /** Counts as a name that nobody has. */
  unknownUsername: boolean;
  /** The class and the message, for a log. */
  toString(): string;
  /** The same as `message`. */
  getMessage(): string | null;
  /** The same as `message`. */
  setMessage(value: string | null): void;
  /** The same as `incorrectPassword`. */
  getIncorrectPassword(): boolean;
  /** The same as `incorrectPassword`. */
  isIncorrectPassword(): boolean;
  /** The same as `incorrectPassword`. */
  setIncorrectPassword(value: boolean): void;
  /** The same as `unknownUsername`. */
  getUnknownUsername(): boolean;
  /** The same as `unknownUsername`. */
  isUnknownUsername(): boolean;
  /** The same as `unknownUsername`. */
  setUnknownUsername(value: boolean): void;
}

/** Somebody's user name and password, for the script that knows whether they belong together. */
interface AuthenticationRequest {
  /** As it was typed. */
  username: string;
  /** Where the request comes from, as the server's proxies tell it. */
  remoteAddress: string;
  /** Of the request, without credentials and cookies. */
  headers: HeaderMap;
  /** As it was typed. Not seen by `JSON.stringify`, with which scripts log what they get. */
  password: string;
  /** The same as `username`. */
  getUsername(): string;
  /** The same as `username`. */
  setUsername(value: string): void;
  /** The same as `password`. */
  getPassword(): string;
  /** The same as `password`. */
  setPassword(value: string): void;
  /** The same as `remoteAddress`. */
  getRemoteAddress(): string;
  /** The same as `remoteAddress`. */
  setRemoteAddress(value: string): void;
  /** The same as `headers`. */
  getHeaders(): HeaderMap;
  /** The same as `headers`. */
  setHeaders(value: HeaderMap): void;
}

/**
 * A map with texts for keys, as scripts know it of Java (`get`, `containsKey`, `keySet`) and of JavaScript (`has`, `[name]`, `for…in`,
 * `for…of`). Its entries are its own properties. What is not there is null for `get`.
 */
interface JavaMap<V = any> {
  /** An entry, by its name: `map.patient`, `map['patient']`. */
  [entry: string]: any;
  /** The value of a name; null where there is none. */
  get(name: string): V | null;
  /** The value of a name, or else what is given. */
  getOrDefault<O>(name: string, otherwise: O): V | O;
  /** Whether there is an entry of this name. */
  has(name: string): boolean;
  /** The same as `has`. */
  containsKey(name: string): boolean;
  /** Whether some entry has this value. */
  containsValue(value: V): boolean;
  /** Sets an entry, and gives back what was there before. */
  put(key: string, value: V): V | null;
  /** Sets an entry, and gives the map back. */
  set(name: string, value: V): this;
  /** Sets the entries of another map or object. */
  putAll(values: object): void;
  /** Takes an entry away, and gives back what it was. */
  remove(key: string): V | null;
  /** Takes an entry away, and tells whether it was there. */
  delete(name: string): boolean;
  /** Takes all entries away. */
  clear(): void;
  /** The names. */
  keySet(): JavaList<string>;
  /** The same as `keySet`. */
  keys(): JavaList<string>;
  /** The values. */
  values(): JavaList<V>;
  /** The entries: `entry.getKey()`, `entry.getValue()`. */
  entrySet(): JavaList<MapEntry<V>>;
  /** The same as `entrySet`. */
  entries(): JavaList<MapEntry<V>>;
  /** How many entries there are. */
  size(): number;
  /** Whether there are none. */
  isEmpty(): boolean;
  /** Calls a function for each entry; the name comes first, as in Java. */
  forEach(visit: (name: string, value: V) => void): void;
  /** `for (const [name, value] of map)`. */
  [Symbol.iterator](): Iterator<MapEntry<V>>;
  /** A plain object of the entries, for `JSON.stringify`. */
  toJSON(): Record<string, V>;
  /** `{a=1, b=2}`, as Java writes it. */
  toString(): string;
}

/** `theServerInfo`: the definition of a server, but for its secret, scripts and keys. Each property has its getter as well: `getIssuer()`. */
interface ServerInfo extends JavaBean {
  /** Its number here. */
  readonly pid: number;
  /** Id of the node that it is defined for. */
  readonly nodeId: string;
  /** Id of the module that it is defined for. */
  readonly moduleId: string;
  /** What people read. */
  readonly name: string;
  /** Its issuer, as the definition has it. */
  readonly issuer: string;
  /** Its place in the paths of sign-in. */
  readonly federationRegistrationId: string;
  /** Scopes asked for. */
  readonly federationRequestScopes?: string;
  /** Its authorization endpoint. */
  readonly federationAuthorizationUrl?: string;
  /** Its token endpoint. */
  readonly federationTokenUrl?: string;
  /** Its userinfo endpoint. */
  readonly federationUserInfoUrl?: string;
  /** Its key set. */
  readonly federationJwkSetUrl?: string;
  /** Our client id there. */
  readonly tokenIntrospectionClientId?: string;
  /** How this server authenticates itself there. */
  readonly clientAuthenticationMode?: string;
  /** Payer to payer: FHIR endpoint of the other side. */
  readonly sourceFhirEndpointUrl?: string;
  /** Payer to payer: response type. */
  readonly responseType?: string;
  /** Payer to payer: the organisation. */
  readonly organizationId?: string;
  /** Payer to payer: the discovery document. */
  readonly wellKnownEndpoint?: string;
}

/** `theContext`: where and how somebody signed in. */
interface AuthenticationContext {
  /** Id of the node where the sign-in was. */
  nodeId: string;
  /** Id of the module where the sign-in was. */
  moduleId: string;
  /** When it began. */
  startTime: Date;
  /** Where the request comes from, as the server's proxies tell it. */
  remoteAddress: string;
  /** `https` or `http`, as `issuer.url` has it. */
  remoteScheme: string | null;
  /** Of the request, without credentials, cookies, tokens and keys. */
  headers: HeaderMap;
  /** The same as `nodeId`. */
  getNodeId(): string;
  /** The same as `nodeId`. */
  setNodeId(value: string): void;
  /** The same as `moduleId`. */
  getModuleId(): string;
  /** The same as `moduleId`. */
  setModuleId(value: string): void;
  /** The same as `startTime`. */
  getStartTime(): Date;
  /** The same as `startTime`. */
  setStartTime(value: Date): void;
  /** The same as `remoteAddress`. */
  getRemoteAddress(): string;
  /** The same as `remoteAddress`. */
  setRemoteAddress(value: string): void;
  /** The same as `remoteScheme`. */
  getRemoteScheme(): string | null;
  /** The same as `remoteScheme`. */
  setRemoteScheme(value: string | null): void;
  /** The same as `headers`. */
  getHeaders(): HeaderMap;
  /** The same as `headers`. */
  setHeaders(value: HeaderMap): void;
}

/** The same where another server vouches for the person: with claims of its ID token and userinfo, or of its access token. */
interface SecurityInSmartAuthenticationContext extends AuthenticationContext {
  /** Scopes of the access token; none where people sign in at the other server, for nothing is approved yet. */
  get approvedScopes(): JavaList<string>; set approvedScopes(value: string[]);
  /** A claim as it came; null where there is none. Lists and objects in it also work as Java's. */
  getClaim(name: string): any;
  /** A claim as text; null where there is none, or where it is several or an object. */
  getStringClaim(name: string): string | null;
  /** A claim as a list of texts; one text is a list of one; null where there is none. */
  getStringArrayClaim(name: string): JavaList<string> | null;
  /** Whether a scope is one of `approvedScopes`. */
  hasApprovedScope(scope: string): boolean;
  /** The same as `approvedScopes`. */
  getApprovedScopes(): JavaList<string>;
  /** The same as `approvedScopes`. */
  setApprovedScopes(value: string[]): void;
}

/** `theDetails`: what was granted. */
interface SmartOnPostAuthorizeDetails {
  /** As in `onTokenGenerating`; `context_selection` for tokens of the server's own with which patients are searched. */
  grantType: string;
  /** What the token is good for. */
  get grantedScopes(): JavaList<string>; set grantedScopes(value: string[]);
  /** Of the app or service that has the token. */
  clientId: string;
  /** Null where a client acts for itself. */
  username: string | null;
  /** Of CODAP alone: who asked. */
  requestingPractitioner: FhirResource | null;
  /** Of CODAP alone: whose record it is about. */
  requestedRecord: FhirResource | null;
  /** The token itself. Not seen by `JSON.stringify`, with which scripts log what they get. */
  accessToken: string | null;
  /** The same as `grantType`. */
  getGrantType(): string;
  /** The same as `grantType`. */
  setGrantType(value: string): void;
  /** The same as `grantedScopes`. */
  getGrantedScopes(): JavaList<string>;
  /** The same as `grantedScopes`. */
  setGrantedScopes(value: string[]): void;
  /** The same as `clientId`. */
  getClientId(): string;
  /** The same as `clientId`. */
  setClientId(value: string): void;
  /** The same as `username`. */
  getUsername(): string | null;
  /** The same as `username`. */
  setUsername(value: string | null): void;
  /** The same as `accessToken`. */
  getAccessToken(): string | null;
  /** The same as `accessToken`. */
  setAccessToken(value: string | null): void;
  /** The same as `requestingPractitioner`. */
  getRequestingPractitioner(): FhirResource | null;
  /** The same as `requestingPractitioner`. */
  setRequestingPractitioner(value: FhirResource | null): void;
  /** The same as `requestedRecord`. */
  getRequestedRecord(): FhirResource | null;
  /** The same as `requestedRecord`. */
  setRequestedRecord(value: FhirResource | null): void;
}

/** `theContextSelectionChoices`: what the person may choose. One of a type is taken without asking. */
interface ContextSelectionChoices {
  /** At most 500 may be added. */
  get choices(): JavaList<ContextChoice>; set choices(value: ContextChoice[]);
  /** Whether there is anything to choose. */
  haveChoices(): boolean;
  /** The same as `haveChoices`. */
  hasChoices(): boolean;
  /** Adds a resource; without a name its id is shown. */
  addChoice(resourceType: string, resourceId: string | number, displayName?: string | null): this;
  /** Takes all of them away. */
  clearChoices(): void;
  /** The same as `choices`. */
  getChoices(): JavaList<ContextChoice>;
  /** The same as `choices`. */
  setChoices(value: ContextChoice[]): void;
}

/** `theAuthorizationRequestDetails`: what an app asked for, and where claims for its access token go. */
interface OAuth2AuthorizationRequestDetails {
  /**
   * `authorization_code`, `implicit`, `password`, `client_credentials`, `refresh`, `jwt_bearer`, `device_code` or `token_exchange`;
   * `context_selection` for the server's own token of a search on the page.
   */
  grantType: string;
  /** Of the app or service that asks. */
  clientId: string;
  /** Of the person on whose behalf a payer asks: nothing here knows it. */
  memberId: null;
  /** What is about to be granted. */
  get scopes(): JavaList<string>; set scopes(value: string[]);
  /** `launch` of the authorization request; null where the app was not launched. */
  launch: string | null;
  /** `aud` of the authorization request: the FHIR server that the app wants to call. */
  audience: string | null;
  /** Those parameters of the request that the property `auth_request_detail.whitelist` names. */
  requestParameters: JavaMap<string>;
  /**
   * Adds a claim to the access token: any value that has a form in JSON, 50 claims and 6,000 characters at most. A name that only the server
   * sets is not heard, and the log says so.
   */
  addAccessTokenClaim(claim: string, value: unknown): this;
  /** The same as `grantType`. */
  getGrantType(): string;
  /** The same as `grantType`. */
  setGrantType(value: string): void;
  /** The same as `clientId`. */
  getClientId(): string;
  /** The same as `clientId`. */
  setClientId(value: string): void;
  /** The same as `memberId`. */
  getMemberId(): null;
  /** The same as `memberId`. */
  setMemberId(value: null): void;
  /** The same as `scopes`. */
  getScopes(): JavaList<string>;
  /** The same as `scopes`. */
  setScopes(value: string[]): void;
  /** The same as `launch`. */
  getLaunch(): string | null;
  /** The same as `launch`. */
  setLaunch(value: string | null): void;
  /** The same as `audience`. */
  getAudience(): string | null;
  /** The same as `audience`. */
  setAudience(value: string | null): void;
  /** The same as `requestParameters`. */
  getRequestParameters(): JavaMap<string>;
  /** The same as `requestParameters`. */
  setRequestParameters(value: JavaMap<string>): void;
}

/** `theClientDetails`: a view of the client. What a script changes in it changes nothing. */
interface ClientDetails {
  /** Its id. */
  clientId: string;
  /** The name that people see. */
  clientName: string;
  /** Those that it may ask for. */
  get scopes(): JavaList<string>; set scopes(value: string[]);
  /** What it may do by itself. */
  get permissions(): JavaList<GrantedAuthority>; set permissions(value: GrantedAuthority[]);
  /** The same as `clientId`. */
  getClientId(): string;
  /** The same as `clientId`. */
  setClientId(value: string): void;
  /** The same as `clientName`. */
  getClientName(): string;
  /** The same as `clientName`. */
  setClientName(value: string): void;
  /** The same as `scopes`. */
  getScopes(): JavaList<string>;
  /** The same as `scopes`. */
  setScopes(value: string[]): void;
  /** The same as `permissions`. */
  getPermissions(): JavaList<GrantedAuthority>;
  /** The same as `permissions`. */
  setPermissions(value: GrantedAuthority[]): void;
}

/**
 * `Log`, also `console`: writes lines that are kept with the record of the run. Each function takes any number of values; where the first is a
 * text with `{}` in it, the others are put there, and what is left over comes after it.
 */
interface LogApi {
  /** Writes a line that is only kept where details are asked for. */
  debug(...values: unknown[]): void;
  /** The same as `debug`. */
  trace(...values: unknown[]): void;
  /** Writes a line. */
  info(...values: unknown[]): void;
  /** The same as `info`. */
  log(...values: unknown[]): void;
  /** Writes a warning. */
  warn(...values: unknown[]): void;
  /** Writes an error. The run goes on. */
  error(...values: unknown[]): void;
  /** True: a line costs nothing to speak of. */
  isDebugEnabled(): boolean;
  /** The same as `isDebugEnabled`. */
  isTraceEnabled(): boolean;
  /** The same as `isDebugEnabled`. */
  isInfoEnabled(): boolean;
}

/**
 * `Http`: calls other servers over HTTP. Which hosts may be called is said by the property `script.http.allowed_hosts` of the module; it is
 * empty at first, and then nothing is called. Redirects are not followed, and an answer may have 1 MiB.
 */
interface HttpApi {
  /** A GET request for the address; nothing is sent before `execute()`. */
  get(url: string): HttpRequest;
  /** A POST request. */
  post(url: string): HttpRequest;
  /** A PUT request. */
  put(url: string): HttpRequest;
  /** A PATCH request. */
  patch(url: string): HttpRequest;
  /** A HEAD request. */
  head(url: string): HttpRequest;
  /** A DELETE request. */
  delete(url: string): HttpRequest;
}

/**
 * `Environment`: the variables of the server whose names begin with `JS_`; it knows no others. They are also its properties:
 * `Environment.JS_URL`.
 */
interface EnvironmentApi {
  /** A variable, by its name. */
  [name: `JS_${string}`]: string;
  /** Value of a variable; null where there is none of this name, or the name does not begin with `JS_`. */
  getEnv(name: string): string | null;
  /** The same as `getEnv`. */
  get(name: string): string | null;
  /** The same as `getEnv`. */
  getProperty(name: string): string | null;
  /** Whether there is such a variable. */
  hasEnv(name: string): boolean;
}

/** `Converter`: other forms of a text. Texts are UTF-8 wherever bytes are meant. */
interface ConverterApi {
  /** Base64 of a text, with padding. */
  base64Encode(text: string | null | undefined): string | null;
  /** Base64 of a text in the alphabet for addresses, without padding, as in JWTs. */
  base64UrlEncode(text: string | null | undefined): string | null;
  /** The text of base64 in either alphabet, with padding or without. Throws for what is no base64. */
  base64Decode(text: string | null | undefined): string | null;
  /** The same as `base64Decode`. */
  base64UrlDecode(text: string | null | undefined): string | null;
  /** A text as a value of an address or a form: everything but letters, digits and `-._~` is written with percent signs. */
  urlEncodeString(text: string | null | undefined): string | null;
  /** The same as `urlEncodeString`. */
  urlEncode(text: string | null | undefined): string | null;
  /** The text of a value of an address or a form; a plus sign is a blank. */
  urlDecodeString(text: string | null | undefined): string | null;
  /** The same as `urlDecodeString`. */
  urlDecode(text: string | null | undefined): string | null;
  /** UTF-8 of a text in hexadecimal digits. */
  hexEncode(text: string | null | undefined): string | null;
  /** The text of UTF-8 in hexadecimal digits. */
  hexDecode(text: string | null | undefined): string | null;
}

/** `Base64`: texts in base64 and back. */
interface Base64Api {
  /** Base64 of a text, with padding. */
  encode(text: string | null | undefined): string | null;
  /** The same as `encode`. */
  encodeToString(text: string | null | undefined): string | null;
  /** The same as `encode`. */
  encodeBase64(text: string | null | undefined): string | null;
  /** Base64 in the alphabet for addresses, without padding. */
  encodeUrl(text: string | null | undefined): string | null;
  /** The text of base64 in either alphabet. Throws for what is no base64. */
  decode(text: string | null | undefined): string | null;
  /** The same as `decode`. */
  decodeToString(text: string | null | undefined): string | null;
  /** The same as `decode`. */
  decodeBase64(text: string | null | undefined): string | null;
  /** The same as `decode`. */
  decodeUrl(text: string | null | undefined): string | null;
}

/** `UUID`: identifiers that nobody can guess, as texts. */
interface UuidApi {
  /** A new one, made of random bits. */
  randomUUID(): string;
  /** The same as `randomUUID`. */
  random(): string;
  /** The same as `randomUUID`. */
  newUuid(): string;
  /** The same as `randomUUID`. */
  newUUID(): string;
  /** The same as `randomUUID`. */
  generate(): string;
  /** The same as `randomUUID`. */
  create(): string;
  /** One that is written, in small letters. Throws for what is none. */
  fromString(text: string): string;
}

/** `DateParser`: dates as FHIR and ISO 8601 write them, and as a pattern says. What is missing is the first of its kind, and the zone UTC. */
interface DateParserApi {
  /**
   * The date of a text such as `2026`, `2026-05-04` or `2026-05-04T10:00:00+02:00`, or of one in a pattern of the letters `yyyy MM dd HH mm ss
   * SSS` and `X` for the zone. Throws for what is none; nothing gives null.
   */
  parse(text: string | null | undefined, pattern?: string): Date | null;
  /** The same as `parse`. */
  parseDate(text: string | null | undefined, pattern?: string): Date | null;
  /** The same as `parse`. */
  parseDateTime(text: string | null | undefined, pattern?: string): Date | null;
  /** The same as `parse`. */
  parseInstant(text: string | null | undefined): Date | null;
  /** Whether `parse` would read the text. */
  isValid(text: string | null | undefined, pattern?: string): boolean;
  /** A date in a pattern, as UTC; without one as ISO 8601. */
  format(date: Date | number | string, pattern?: string): string;
}

/**
 * `Fhir`: the FHIR server of the module (property `context_selection.fhir_base_url`), which is read and searched with a token of this server's
 * own.
 */
interface FhirApi extends FhirOperations {}

/** `FhirClientFactory`: clients of other FHIR servers. */
interface FhirClientFactoryApi {
  /** A client of the server with this base address. */
  newClient(base: string): FhirClient;
}

/** `Java`: a few classes that older scripts ask for by name. There is no Java behind them, and nothing of the server. */
interface JavaApi {
  /** The stand-in of a class, such as `java.util.ArrayList`. Throws for a class that has none; the failure of the run says what to use instead. */
  type(name: string): any;
  /** A plain array of what a Java list or array holds. */
  from(items: Iterable<unknown>): any[];
  /** A list of what an array holds. */
  to(items: Iterable<unknown>, type?: unknown): JavaList;
}

/** A FHIR resource: `patient.name.family`, `patient.identifier.value`, `patient.getBirthDate()`. */
interface FhirResource extends FhirElement {
  /** Such as `Patient`. */
  resourceType: string;
  /** With the type in front: `Patient/123`. */
  id: string | null;
  /** The same as `id`. */
  getId(): string | null;
  /** `id` in its parts. */
  getIdElement(): FhirId;
  /** The same as `resourceType`. */
  fhirType(): string | null;
}

/** One of the two JWTs of a CODAP request, verified. As text it is as it came. */
interface CodapToken {
  /** As it came. */
  raw: string;
  /** What it says. */
  claims: JavaMap;
  /** A claim as it came; null where there is none. */
  getClaim(name: string): any;
  /** A claim as text; null where there is none, or where it is several or an object. */
  getStringClaim(name: string): string | null;
  /** A claim as a list of texts; one text is a list of one; null where there is none. */
  getStringArrayClaim(name: string): JavaList<string> | null;
  /** As it came. */
  toString(): string;
  /** The same as `raw`. */
  getRaw(): string;
  /** The same as `raw`. */
  setRaw(value: string): void;
  /** The same as `claims`. */
  getClaims(): JavaMap;
  /** The same as `claims`. */
  setClaims(value: JavaMap): void;
}

/** A list of scopes that is also their text, with blanks between. */
interface ScopeList extends JavaList<string> {
  /** The parts of the text. */
  split(separator: string | RegExp, limit?: number): string[];
}

/**
 * A list that is an array in every way, with what scripts know of Java's lists: `size()`, `get(i)`, `contains(x)`. What methods of arrays make
 * of it are plain arrays. As text it is written as Java writes it.
 */
interface JavaList<T = any> extends Array<T> {
  /** How many items there are: `length`. */
  size(): number;
  /** The item at an index; null beyond the end, where Java throws. */
  get(index: number): T | null;
  /** Whether there are none. */
  isEmpty(): boolean;
  /** Whether an equal item is there. */
  contains(item: unknown): boolean;
  /** Whether all of them are there. */
  containsAll(items: Iterable<unknown>): boolean;
  /** The same as `contains`. */
  includes(item: unknown): boolean;
  /** Where the first equal item is, -1 where there is none. Equal as Java has it: an authority is found by its text as well. */
  indexOf(item: unknown): number;
  /** Adds an item at the end, or `add(index, item)` before another one. */
  add(...given: [T] | [number, T]): boolean;
  /** Adds several at the end. */
  addAll(items: Iterable<T>): boolean;
  /** Puts an item in the place of another, and gives that one back. */
  set(index: number, item: T): T | null;
  /** Takes an item away, by its index or the first that is equal, and gives it back. */
  remove(item: unknown): T | null;
  /** Takes all away. */
  clear(): void;
  /** The first item; null where there is none. */
  getFirst(): T | null;
  /** The last item; null where there is none. */
  getLast(): T | null;
  /** A plain array of the items. */
  toArray(): T[];
  /** Takes out every item of which the function says true; whether there were any. */
  removeIf(isUnwanted: (item: T) => unknown): boolean;
  /** Java's way through the list. */
  iterator(): JavaIterator<T>;
  /** `[a, b]`, as Java writes it. */
  toString(): string;
}

/** One permission of a person or a client; `argument` is null where it has none. As text: `NAME` or `NAME/argument`. */
interface GrantedAuthority {
  /** Name of the permission, such as `FHIR_READ_ALL_IN_COMPARTMENT`. */
  permission: string;
  /** What it is about, such as `Patient/123`. */
  argument: string | null;
  /** The text of it. */
  getAuthority(): string;
  /** To another one, or to its text. */
  equals(other: string | GrantedAuthority): boolean;
  /** `NAME`, or `NAME/argument`. */
  toString(): string;
  /** The same as `permission`. */
  getPermission(): string;
  /** The same as `permission`. */
  setPermission(value: string): void;
  /** The same as `argument`. */
  getArgument(): string | null;
  /** The same as `argument`. */
  setArgument(value: string | null): void;
}

/** A resource that the person works with by default; `resourceId` is null as long as the script that made the entry has not set it. */
interface DefaultLaunchContext {
  /** Type of the resource, such as `patient`. */
  contextType: string;
  /** Its id; an entry that has none when the function is over counts for nothing. */
  resourceId: string | null;
  /** `type=id`, for a log. */
  toString(): string;
  /** The same as `contextType`. */
  getContextType(): string;
  /** The same as `contextType`. */
  setContextType(value: string): void;
  /** The same as `resourceId`. */
  getResourceId(): string | null;
  /** The same as `resourceId`. */
  setResourceId(value: string | null): void;
}

/** A resource of the launch: `resourceType` as the member of the token response is named, `resourceId` with or without its type. */
interface LaunchResourceId {
  /** As the member of the token response is named: `patient`. */
  resourceType: string;
  /** Its id, with the type in front or without. */
  resourceId: string;
  /** `type=id`, for a log. */
  toString(): string;
  /** The same as `resourceType`. */
  getResourceType(): string;
  /** The same as `resourceType`. */
  setResourceType(value: string): void;
  /** The same as `resourceId`. */
  getResourceId(): string;
  /** The same as `resourceId`. */
  setResourceId(value: string): void;
}

/** Headers of a request, by name in any case. Enumerated in lower case. */
interface HeaderMap extends JavaMap<string> {
  /** The value of a header; null where there is none. */
  get(name: string): string | null;
  /** Whether there is such a header. */
  has(name: string): boolean;
}

/** One entry: `[key, value]` for JavaScript, `getKey()` and `getValue()` for Java. */
interface MapEntry<V = any> extends Array<any> {
  /** The same as `key`. */
  getKey(): string;
  /** The same as `value`. */
  getValue(): V;
  /** Name of the entry. */
  readonly key: string;
  /** What is there. */
  readonly value: V;
}

/** An object whose properties also have getters: `issuer`, `getIssuer()`. */
interface JavaBean {
  /** A property, and for each `getX()`. */
  [property: string]: any;
}

/** One resource that may be chosen. */
interface ContextChoice {
  /** Such as `Patient`. */
  resourceType: string;
  /** Its id. */
  resourceId: string;
  /** What the person reads, at most 300 characters. */
  displayName: string;
  /** The same as `resourceType`. */
  getResourceType(): string;
  /** The same as `resourceType`. */
  setResourceType(value: string): void;
  /** The same as `resourceId`. */
  getResourceId(): string;
  /** The same as `resourceId`. */
  setResourceId(value: string): void;
  /** The same as `displayName`. */
  getDisplayName(): string;
  /** The same as `displayName`. */
  setDisplayName(value: string): void;
}

/** A request, and after `execute()` its answer as well. What sets something gives the request back, so that calls can be chained. */
interface HttpRequest {
  /** Adds a header; a second value of the same name is put behind the first, after a comma. */
  addRequestHeader(name: string, value: unknown): this;
  /** The same as `addRequestHeader`. */
  addHeader(name: string, value: unknown): this;
  /** Sets a header, in place of what it was. */
  setHeader(name: string, value: unknown): this;
  /** The same as `setHeader`. */
  setRequestHeader(name: string, value: unknown): this;
  /** Sets the header `Content-Type`. */
  setContentType(type: string): this;
  /** Sets the header `Accept`. */
  setAccept(type: string): this;
  /** Sets the header `User-Agent`. */
  setUserAgent(name: string): this;
  /** Sets the body. Its type is said with `setContentType`. */
  setContentString(text: unknown): this;
  /** Sets the body to the JSON of a value, and the type to `application/json`. */
  setContentJson(value: unknown): this;
  /** The same as `setContentString`. */
  setRequestBody(text: unknown): this;
  /** Taken for the sake of older scripts; how long a call may take is the server's to say (5 seconds at most). */
  setConnectTimeout(milliseconds?: number): this;
  /** As `setConnectTimeout`. */
  setConnectTimeoutMillis(milliseconds?: number): this;
  /** As `setConnectTimeout`. */
  setSocketTimeout(milliseconds?: number): this;
  /** As `setConnectTimeout`. */
  setSocketTimeoutMillis(milliseconds?: number): this;
  /** As `setConnectTimeout`. */
  setReadTimeout(milliseconds?: number): this;
  /** As `setConnectTimeout`. */
  setTimeout(milliseconds?: number): this;
  /** As `setConnectTimeout`. */
  setTimeoutMillis(milliseconds?: number): this;
  /** Sends the request and waits for the answer. Does not throw when there is none: ask `isSuccess()`. */
  execute(): this;
  /** Whether an answer came and its status is one of success, 200 to 299. */
  isSuccess(): boolean;
  /** What `isSuccess()` tells. */
  readonly success: boolean;
  /** In one sentence what went wrong and what to do about it; null where nothing did. */
  getFailureMessage(): string | null;
  /** What `getFailureMessage()` gives. */
  readonly failureMessage: string | null;
  /** Status of the answer, such as 200; null where none came. */
  getResponseStatus(): number | null;
  /** What `getResponseStatus()` gives. */
  readonly status: number | null;
  /** What `getResponseStatus()` gives. */
  readonly responseStatus: number | null;
  /** What `getResponseStatus()` gives. */
  readonly statusCode: number | null;
  /** The same as `getResponseStatus`. */
  getStatus(): number | null;
  /** The same as `getResponseStatus`. */
  getStatusCode(): number | null;
  /** The same as `getResponseStatus`. */
  getResponseStatusCode(): number | null;
  /** The same as `getResponseStatus`. */
  getResponseCode(): number | null;
  /** Value of a header of the answer, whatever the case of its name; null where there is none. */
  getResponseHeader(name: string): string | null;
  /** All headers of the answer, by lower-case name. */
  getResponseHeaders(): Readonly<Record<string, string>>;
  /** What `getResponseHeaders()` gives. */
  readonly responseHeaders: Readonly<Record<string, string>>;
  /** Body of the answer, that of a failing status too; null where none came. */
  getResponseString(): string | null;
  /** The same as `getResponseString`. */
  getResponseAsString(): string | null;
  /** The same as `getResponseString`. */
  getResponseBody(): string | null;
  /** The same as `getResponseString`. */
  getResponseContent(): string | null;
  /** The same as `getResponseString`. */
  asString(): string | null;
  /** What `getResponseString()` gives. */
  readonly responseString: string | null;
  /** Body of the answer read as JSON. Throws where there is no answer, or it is not JSON. */
  parseResponseAsJson(): any;
  /** The same as `parseResponseAsJson`. */
  getResponseAsJson(): any;
  /** The same as `parseResponseAsJson`. */
  asJson(): any;
  /** Method and host, for a log: not what else the address holds. */
  toString(): string;
}

/** What can be asked of a FHIR server. */
interface FhirOperations {
  /** Begins a search: `search().forResource('Patient').whereToken('identifier', system, value).asList()`. */
  search(): FhirSearchStart;
  /**
   * A resource by its address, `read('Patient/1')`, or by type and id. Null where it is not there, or the address is none; throws where the
   * server cannot be asked.
   */
  read(...given: [address: string] | [type: string, id: string]): FhirResource | null;
  /** The same as `read`. */
  get(...given: [address: string] | [type: string, id: string]): FhirResource | null;
  /** Taken for the sake of older scripts: what collides is not tried again. */
  withMaxConcurrencyRetry(times?: number): this;
}

/**
 * A client of another FHIR server, whose host is on the list of the property `script.http.allowed_hosts`. It shows what the script gives it,
 * and nothing of this server's own.
 */
interface FhirClient extends FhirOperations {
  /** Sets a header of every request from now on. */
  addHeader(name: string, value: unknown): this;
  /** The same as `addHeader`. */
  addRequestHeader(name: string, value: unknown): this;
  /** Every request shows this access token. */
  addBearerToken(token: string): this;
  /** The same as `addBearerToken`. */
  setBearerToken(token: string): this;
  /** Every request shows this name and password. */
  addBasicAuth(username: string, password: string): this;
  /** The same as `addBasicAuth`. */
  setBasicAuth(username: string, password: string): this;
  /** Creates a resource, and puts the id that it got into it. */
  create(resource: Record<string, unknown>): FhirResource;
  /** Writes a resource in place of what it was. */
  update(resource: Record<string, unknown>): FhirResource;
  /** Deletes a resource by its address, or by type and id. Throws where that fails. */
  delete(...given: [address: string] | [type: string, id: string]): void;
}

/**
 * A resource or a part of one. What is not named here are the elements of FHIR; of a repeating one, a property is that of its first entry. One
 * that is missing and may repeat is an empty list, so that `telecom.value` is nothing and no error.
 */
interface FhirElement {
  /** Elements, and for each `getX()`, `hasX()`, `setX(value)` and `getXFirstRep()`. */
  [element: string]: any;
  /** JSON of it, as text. */
  toJson(): string;
  /** It as plain JSON, for `JSON.stringify`. */
  toJSON(): object;
  /** Whether there is nothing in it. */
  isEmpty(): boolean;
  /** `value`, as text. */
  getValueAsString(): string | null;
  /** Of a name: its parts with blanks between. */
  getNameAsSingleString(): string;
  /** Of a name: the given names with blanks between. */
  getGivenAsSingleString(): string;
  /** Of a reference: what it leads to, in its parts. */
  getReferenceElement(): FhirId;
}

/** An id in its parts; as text it is `Patient/123`. */
interface FhirId {
  /** The whole: `Patient/123`. */
  readonly value: string | null;
  /** Without the type: `123`. */
  readonly idPart: string | null;
  /** The type: `Patient`. */
  readonly resourceType: string | null;
  /** The same as `value`. */
  getValue(): string | null;
  /** The same as `idPart`. */
  getIdPart(): string | null;
  /** The same as `resourceType`. */
  getResourceType(): string | null;
  /** The whole, as text. */
  toString(): string;
}

/** Java's way through a list. */
interface JavaIterator<T> {
  /** Whether there is one more. */
  hasNext(): boolean;
  /** The next item. */
  next(): T | undefined;
  /** Takes out the item that came last. */
  remove(): void;
}

/** A search that has no type yet. */
interface FhirSearchStart {
  /** Which type of resource is searched, such as `Patient`. */
  forResource(type: string): FhirSearch;
}

/** A search. Each condition gives the search back, so that calls can be chained; `asList()` or `asBundle()` asks the server. */
interface FhirSearch {
  /**
   * Any parameter with its value as FHIR writes it, prefixes, `|` and `,` included; also as `where('identifier=urn:mrn|1')`. Every condition
   * throws where it is given no value: without one it would find anybody.
   */
  where(...given: [name: string, value: unknown] | [condition: string]): this;
  /** The same as `where`. */
  and(...given: [name: string, value: unknown] | [condition: string]): this;
  /**
   * A token: `whereToken('identifier', system, value)`, without a system `whereToken('gender', 'female')`, with both in one
   * `whereToken('identifier', 'urn:mrn|1')`.
   */
  whereToken(name: string, ...given: [value: unknown] | [system: unknown, value: unknown]): this;
  /** A text that begins so. */
  whereString(name: string, value: unknown): this;
  /** A text that is exactly this. */
  whereStringExact(name: string, value: unknown): this;
  /** A reference, such as `Patient/123`; also as `whereReference('subject', 'Patient', '123')`. */
  whereReference(name: string, ...given: [reference: unknown] | [type: unknown, id: unknown]): this;
  /** A date, with or without a prefix such as `ge`; also as `whereDate('date', 'ge', '2026-01-01')`. */
  whereDate(name: string, ...given: [date: unknown] | [prefix: unknown, date: unknown]): this;
  /** A number, with or without a prefix. */
  whereNumber(name: string, value: unknown): this;
  /** An amount as FHIR writes it: `5.4|http://unitsofmeasure.org|mg`. */
  whereQuantity(name: string, value: unknown): this;
  /** An address. */
  whereUri(name: string, value: unknown): this;
  /** The resource of this id. */
  whereId(id: unknown): this;
  /** By what the results are in order; with a minus sign in front, downwards. */
  sort(name: string): this;
  /** In order by a parameter, upwards. */
  sortAscending(name: string): this;
  /** In order by a parameter, downwards. */
  sortDescending(name: string): this;
  /** How many resources a page has. */
  count(number: number): this;
  /** Resources that the found ones refer to come along: `Patient:organization`. */
  include(reference: string): this;
  /** Resources that refer to the found ones come along: `Observation:subject`. */
  revInclude(reference: string): this;
  /** What was found, of at most ten pages, as a list that is empty where nothing was. Throws where the server cannot be asked. */
  asList(): JavaList<FhirResource>;
  /** The first that was found; null where nothing was. */
  first(): FhirResource | null;
  /** The first page as the Bundle that came. Throws where the server cannot be asked. */
  asBundle(): FhirResource;
  /** The same as `asBundle`. */
  execute(): FhirResource;
}

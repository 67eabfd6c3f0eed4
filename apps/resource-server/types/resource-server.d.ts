import type { CanActivate, CustomDecorator, DynamicModule, Type } from '@nestjs/common';

/** A permission, with the argument that limits it: `FHIR_READ_ALL_IN_COMPARTMENT` of `Patient/123`. */
export interface Authority {
  readonly permission: string;
  readonly argument?: string;
}

/** Whose permissions the application is asked for. */
export interface TokenHolder {
  readonly issuer: string;
  readonly subject: string;
  readonly clientId?: string;
  readonly username?: string;
  readonly scopes: readonly string[];
  /** Id of the patient in context. */
  readonly patient?: string;
  /** All that the token says, or the introspection endpoint says of it. */
  readonly claims: Readonly<Record<string, unknown>>;
}

/** How the application asks a server about tokens (RFC 7662). */
export interface ResourceServerIntrospection {
  readonly clientId: string;
  readonly clientSecret: string;
  /** How the secret is sent; `basic` unless given. */
  readonly method?: 'basic' | 'form';
}

/** An authorization server whose access tokens count. */
export interface ResourceServerIssuer {
  /** As the server writes itself; a trailing slash makes no difference. */
  readonly issuer: string;
  /** Where its keys are; the discovery document says it unless given. */
  readonly jwksUri?: string;
  /** Asked about every token, so that revoked ones count no longer, and what a token may do comes with the answer. */
  readonly introspection?: ResourceServerIntrospection;
  /** What holders of its tokens may do; the scopes narrow it. Absent = what the token, or the introspection endpoint, says. */
  readonly permissions?: (holder: TokenHolder) => readonly Authority[] | Promise<readonly Authority[]>;
}

/** What the application says of the tokens that it takes. */
export interface SmartResourceServerOptions {
  /** 1 to 50. */
  readonly issuers: readonly ResourceServerIssuer[];
  /** Whom tokens must be made for: one of these is their `aud`, such as the address of the FHIR endpoint. */
  readonly audience: string | readonly string[];
  /** How long what came of a token is remembered, in seconds, 0 to 3,600; never past its expiry. A token that is revoked counts so long. 30 unless given. */
  readonly cacheSeconds?: number;
  /** How long keys are used without looking for newer ones, in seconds, 60 to 86,400; 1,800 unless given. */
  readonly keysFreshSeconds?: number;
  /** Whether tokens that never expire count; false unless given. */
  readonly mayLackExpiry?: boolean;
  /**
   * Tokens of one network that a server may be asked about in vain within a minute, 1 to 100,000; for what comes beyond it nobody is asked, and the answer
   * is 429. 60 unless given. A proxy that does not pass on the addresses of its clients is one network.
   */
  readonly unknownTokensPerMinute?: number;
  /** Hosts, or hosts with a port, that may be in a private network and speak http; all others must be public and speak https. */
  readonly allowedHosts?: readonly string[];
  /** For a try on one machine: this very machine may be called, by http too; false unless given. */
  readonly evaluation?: boolean;
  /** Certificates of the authorities that servers' certificates must come from, in place of the machine's; PEM. */
  readonly authorities?: string;
}

/** Lets the application use {@link SmartResourceServerGuard}. To be imported once, by the module at the top. */
export const SmartResourceServerModule: {
  /** @throws TypeError everything that is wrong with the options, one line each */
  forRoot(options: SmartResourceServerOptions): DynamicModule;
};

/** Guard of controllers and handlers: lets in who shows an access token that counts and reaches what the route needs. */
export const SmartResourceServerGuard: Type<CanActivate>;

/** `c` create, `r` read, `u` update, `d` delete, `s` search. */
export type Interaction = 'c' | 'r' | 'u' | 'd' | 's';

/** What somebody wants to do with resources of one type. */
export interface FhirAccess {
  readonly interaction: Interaction;
  readonly resourceType: string;
}

/** What a route, or all routes of a controller, need of who calls; all of it. */
export interface RouteNeeds {
  /** Something of the type must be within reach; which resources, the route asks with {@link allowsIn}. */
  readonly access?: FhirAccess;
  /** Names of permissions without argument, all of them. */
  readonly permissions?: readonly string[];
  /** Scopes that were granted, all of them; one that reaches further will do (`patient/*.rs` for `patient/Observation.r`). */
  readonly scopes?: readonly string[];
  /** Any of these levels of the sign-in (RFC 9470). */
  readonly acrValues?: readonly string[];
  /** Seconds since the person signed in, at most. */
  readonly maxAge?: number;
}

/**
 * What a route, or all routes of a controller, need of who calls; without it a token that counts is enough. Demands add up: those of a handler, of its
 * controller and of the classes that this extends hold together, and so do several at one place.
 */
export function SmartRoute(needs: RouteNeeds): CustomDecorator;

/** Somebody who shows an access token that counts, and what they may do by it now. */
export interface TokenCaller {
  readonly issuer: string;
  readonly clientId: string;
  readonly subject: string;
  /** Name of the token in records. */
  readonly jti: string;
  readonly scopes: readonly string[];
  /** What the holder may do, narrowed by the scopes. */
  readonly authorities: readonly Authority[];
  /** How sure the sign-in was, and when (RFC 9470); seconds since 1970. */
  readonly acr?: string;
  readonly authTime?: number;
  /** Id of the patient in context. */
  readonly patient?: string;
}

/** Parameter decorator: the {@link TokenCaller} whom the guard let in. */
export const SmartCaller: () => ParameterDecorator;

/** The place in the FHIR data that is asked for: all conditions hold at once. */
export interface Place {
  /** The name of a resource type. */
  readonly resourceType: string;
  readonly id?: string;
  /** Compartments that the resource is in, such as `Patient/123`; sorted. */
  readonly compartments: readonly string[];
  /** What the resource must match: the search of a granular scope, byte for byte. */
  readonly search?: string;
}

/** What may be done in a place. */
export interface Reach extends Place {
  readonly interactions: ReadonlySet<Interaction>;
}

/** Where the permissions allow the interaction with resources of the type, each place for itself: a search shows what lies in one of them. */
export function allowedPlaces(authorities: readonly Authority[], access: FhirAccess): readonly Reach[];

/** Whether the permissions allow the interaction in the whole of a place, such as one resource in the compartment of its patient. */
export function allowsIn(authorities: readonly Authority[], interaction: Interaction, place: Place): boolean;

import { IsBoolean } from 'class-validator';
import { Property } from '#module-config/property.port';
import { AreHttpAddresses } from './http-addresses.js';

/** What apps may ask for, and what of it counts. */
export class AccessOptions {
  @Property({
    key: 'allowed_audience_list',
    help: 'FHIR base URLs accepted as `aud`; empty = not checked.',
    list: 'any',
    example: 'https://fhir.example.org/r4',
  })
  @AreHttpAddresses()
  readonly allowedAudiences: string[] = [];

  @Property({
    key: 'smart_configuration.scopes_supported',
    help: 'Scopes shown in the discovery documents.',
    list: 'any',
  })
  readonly scopesSupported: string[] = [];

  @Property({
    key: 'reject_scopes_not_in_client_definition',
    help: 'Answer "Invalid scope: x" to a request with a scope outside the client\'s list, as the product does; otherwise that scope is dropped.',
    default: false,
  })
  @IsBoolean()
  readonly rejectsUnlistedScopes: boolean = false;

  @Property({
    key: 'enforce_approved_scopes_to_restrict_permissions',
    reserved: true,
    help: 'Approved scopes narrow what a token may do. Off, every token carries all permissions of its holder.',
    default: true,
  })
  @IsBoolean()
  readonly enforcesApprovedScopes: boolean = true;

  @Property({
    key: 'smart_granular_scope_selection',
    help: 'Let the person choose categories where an app asks for all Conditions or Observations; only those are granted then.',
    default: false,
  })
  @IsBoolean()
  readonly granularScopeSelection: boolean = false;
}

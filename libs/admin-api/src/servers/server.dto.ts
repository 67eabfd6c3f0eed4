import { Instant, Items, Text, Whole, Word } from '../description/fields.js';
import { PageDto } from '../http/paging.js';

/** An OpenID Connect server whose tokens or sign-ins count here (reference 6, OAuth2Server). */
export class ServerDto {
  @Whole('Number of the definition; it never changes.', { readOnly: true })
  readonly pid?: number;

  @Text('Node of the module.')
  readonly nodeId?: string;

  @Text('SMART inbound module that trusts it, or SMART outbound module that federates with it.')
  readonly moduleId?: string;

  @Text('What people read where they choose a server.')
  readonly name?: string;

  @Text('Base URL of the server, the `iss` of its tokens; trailing slashes make no difference.', { always: true })
  readonly issuer!: string;

  @Text('Public keys, as JWK or JWK Set: tokens must verify with them alone.')
  readonly validationJwkText?: string;

  @Text('The same in a file.', { example: 'classpath:mykeyset.jwks' })
  readonly validationJwkFile?: string;

  @Text('Our client id there.')
  readonly tokenIntrospectionClientId?: string;

  @Text(
    'Our secret there, 9 to 512 characters; `***` on the way out, and a masked one that is sent back stays as it is.',
  )
  readonly tokenIntrospectionClientSecret?: string;

  @Text('Its name in the addresses of a federated sign-in; made by this server unless set.')
  readonly federationRegistrationId?: string;

  @Text('Scopes that are asked for there, separated by spaces.')
  readonly federationRequestScopes?: string;

  @Text('Its authorization endpoint, where discovery is not to be asked.')
  readonly federationAuthorizationUrl?: string;

  @Text('Its token endpoint.')
  readonly federationTokenUrl?: string;

  @Text('Its userinfo endpoint.')
  readonly federationUserInfoUrl?: string;

  @Text('Where its keys are.')
  readonly federationJwkSetUrl?: string;

  @Text('Script with `onAuthenticateSuccess` for federated sign-ins.')
  readonly federationAuthScriptText?: string;

  @Text('Script with `getUserName`.')
  readonly federationUserMappingScriptText?: string;

  @Word(
    ['NONE', 'CLIENT_SECRET_BASIC', 'CLIENT_SECRET_FORM', 'PRIVATE_KEY_JWT'],
    'How we authenticate there; unless set, by Basic where there is a secret.',
  )
  readonly clientAuthenticationMode?: string;

  @Text('Kept for the product; without effect here.')
  readonly sourceFhirEndpointUrl?: string;

  @Text('Kept for the product; without effect here.')
  readonly customTokenParameters?: string;

  @Text('Kept for the product; without effect here.')
  readonly responseType?: string;

  @Text('Kept for the product; without effect here.')
  readonly organizationId?: string;

  @Text('Where its discovery document is, if elsewhere than its issuer says.')
  readonly wellKnownEndpoint?: string;

  @Instant(
    'Set in a PUT, it archives the definition: nobody finds it any more, and its issuer is free. With null a superuser brings it back.',
  )
  readonly archivedAt?: string;
}

/** A part of the list of server definitions (OAuth2Servers). */
export class ServerListDto extends PageDto {
  @Items(ServerDto, 'The definitions of this page, by module and issuer.', { always: true })
  readonly servers!: readonly ServerDto[];
}

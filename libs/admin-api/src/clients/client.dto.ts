import { AuthorityDto } from '../description/authority.dto.js';
import { Flag, Instant, Items, Text, Texts, Whole, Words } from '../description/fields.js';
import { PageDto } from '../http/paging.js';
import { ClientSecretDto } from './client-secret.dto.js';
import { describeOwnFields } from './own-client-fields.js';

const GRANT_TYPES = [
  'AUTHORIZATION_CODE',
  'IMPLICIT',
  'REFRESH_TOKEN',
  'CLIENT_CREDENTIALS',
  'PASSWORD',
  'JWT_BEARER',
  'DEVICE_CODE',
  'TOKEN_EXCHANGE',
];

/** An OpenID Connect client (reference 5.1, OAuth2Client). */
export class ClientDto {
  @Whole('Number of the client; it never changes.', { readOnly: true })
  readonly pid?: number;

  @Text('Node of the module.')
  readonly nodeId?: string;

  @Text('SMART outbound module that knows the client.')
  readonly moduleId?: string;

  @Text('Name by which the client presents itself; no spaces.', { always: true })
  readonly clientId!: string;

  @Text('What people read on sign-in and approval pages.')
  readonly clientName?: string;

  @Flag('False: the client can do nothing.')
  readonly enabled?: boolean;

  @Whole('Seconds an access token counts; 300 unless set.')
  readonly accessTokenValiditySeconds?: number;

  @Whole('Seconds a refresh token counts; 86400 unless set.')
  readonly refreshTokenValiditySeconds?: number;

  @Words(GRANT_TYPES, 'What the client may ask tokens with.')
  readonly allowedGrantTypes?: readonly string[];

  @Texts('Scopes the client may ask for.')
  readonly scopes?: readonly string[];

  @Texts('Scopes that are approved without being shown.')
  readonly autoApproveScopes?: readonly string[];

  @Texts('Scopes that are granted without being asked for.')
  readonly autoGrantScopes?: readonly string[];

  @Flag('The client gets its full list of scopes, whatever it asks for.')
  readonly fixedScope?: boolean;

  @Flag('The approval page is always shown.')
  readonly alwaysRequireApproval?: boolean;

  @Flag('An approval is kept, and only new scopes are asked for.')
  readonly rememberApprovedScopes?: boolean;

  @Texts('Where people are sent back to.')
  readonly registeredRedirectUris?: readonly string[];

  @Items(ClientSecretDto, 'Its secrets. Without this member in a PUT the secrets stay as they are.')
  readonly clientSecrets?: readonly ClientSecretDto[];

  @Flag('The client must authenticate.')
  readonly secretRequired?: boolean;

  @Flag('The client may change its secret itself.')
  readonly secretClientCanChange?: boolean;

  @Items(AuthorityDto, 'What the client may do where it acts for itself.')
  readonly permissions?: readonly AuthorityDto[];

  @Flag('It may look at the tokens that it was issued.')
  readonly canIntrospectOwnTokens?: boolean;

  @Flag('It may look at all tokens.')
  readonly canIntrospectAnyTokens?: boolean;

  @Flag('Kept for the product; without effect here.')
  readonly canReissueTokens?: boolean;

  @Text('Public keys of the client, a JWK Set as text.')
  readonly publicJwks?: string;

  @Text('Where its public keys are published.')
  readonly jwksUrl?: string;

  @Flag('Kept for the product; without effect here.')
  readonly attestationAccepted?: boolean;

  @Flag('Kept for the product.', { readOnly: true })
  readonly createdByAppSphere?: boolean;

  @Instant('Set in a PUT, it archives the client: nobody finds it any more, and its id is free.')
  readonly archivedAt?: string;
}

describeOwnFields(ClientDto);

/** A part of the list of clients (OAuth2Clients). */
export class ClientListDto extends PageDto {
  @Items(ClientDto, 'The clients of this page, by module and id.', { always: true })
  readonly clients!: readonly ClientDto[];
}

import { AuthorityDto } from '../description/authority.dto.js';
import { identityKinds } from '#protocol/user/external-identity';
import { lockKinds } from '#protocol/user/user-record';
import { Flag, Instant, Items, Text, Whole, Word } from '../description/fields.js';
import { PageDto } from '../http/paging.js';

/** A record that apps get as context unless another is chosen. */
export class LaunchContextDto {
  @Text('What it is.', { always: true, example: 'patient' })
  readonly contextType!: string;

  @Text('Which one it is.', { always: true, example: 'Patient/123' })
  readonly resourceId!: string;
}

/** Who the user is at another system that vouches for them. */
export class ExternalIdentityDto {
  @Word(
    identityKinds,
    'What the system is; `oidc-client` is a client of such a server, not a person; `codap` is a practitioner whom a client brings.',
    {
      always: true,
    },
  )
  readonly kind!: string;

  @Text(
    'Module that has the definition of the server, the SAML inbound module, or the module that the client is of (`codap`); none for a directory.',
  )
  readonly moduleId?: string;

  @Text('Registration id of the definition.')
  readonly registrationId?: string;

  @Text('What the system calls itself; the registration id is enough in its place.', {
    example: 'https://idp.example.org',
  })
  readonly issuer?: string;

  @Text('The unchanging id of the person there.', { always: true, example: '248289761001' })
  readonly subject!: string;
}

/** A lock that too many wrong tries brought about. */
export class TemporaryLockDto {
  @Word(
    lockKinds,
    'Of what: of the password everywhere but at devices and networks that are known, of the password at one of these, or of the second factor.',
    { always: true },
  )
  readonly kind!: string;

  @Instant('When it ends.', { always: true })
  readonly until!: string;
}

/** A user of a local inbound module (reference 8.1, UserDetails). */
export class UserDto {
  @Whole('Number of the user; it never changes.', { readOnly: true })
  readonly pid?: number;

  @Text('Node of the module.')
  readonly nodeId?: string;

  @Text('Local inbound module that knows the user.')
  readonly moduleId?: string;

  @Text('Name by which the user signs in.', { always: true })
  readonly username!: string;

  @Text(
    'Password; without it in a PUT the stored one stays, and nobody can sign in to an account that was made without one.',
    { writeOnly: true },
  )
  readonly password?: string;

  @Text(
    'In place of the password, its hash: a string of bcrypt, Argon2id, PBKDF2 or iterated SHA-256 as client secrets have it.',
    { writeOnly: true },
  )
  readonly passwordHash?: string;

  @Text('Family name.')
  readonly familyName?: string;

  @Text('Given name.')
  readonly givenName?: string;

  @Text('E-mail address.')
  readonly email?: string;

  @Flag('Nobody can sign in before an administrator unlocks the account.')
  readonly accountLocked?: boolean;

  @Flag('The account cannot be used.')
  readonly accountDisabled?: boolean;

  @Flag('An account of the server itself.')
  readonly systemUser?: boolean;

  @Flag('The account belongs to somebody known elsewhere.', { readOnly: true })
  readonly external?: boolean;

  @Text('Issuer that vouches for the person: `username_issuer` of the sessions.', { readOnly: true })
  readonly usernameIssuer?: string;

  @Items(
    ExternalIdentityDto,
    'Who the user is elsewhere; without them in a PUT they stay, and [] takes them away, so that whoever comes by one is somebody new.',
  )
  readonly externalIdentities?: readonly ExternalIdentityDto[];

  @Flag('The account is a program’s.')
  readonly serviceAccount?: boolean;

  @Flag('Nobody signs in to the account without a second factor; who has none gets one at the next sign-in.')
  readonly secondFactorRequired?: boolean;

  @Items(AuthorityDto, 'What the user may do.')
  readonly authorities?: readonly AuthorityDto[];

  @Items(AuthorityDto, 'What the last sign-in gave beside them, such as permissions of a directory’s groups.', {
    readOnly: true,
  })
  readonly signInAuthorities?: readonly AuthorityDto[];

  @Items(LaunchContextDto, 'Records that apps get as context.')
  readonly defaultLaunchContexts?: readonly LaunchContextDto[];

  @Text('Anything worth knowing.')
  readonly notes?: string;

  @Text('Address of the FHIR record that the user is.')
  readonly fhirUserUrl?: string;

  @Whole(
    'Wrong passwords since the last right one: those from elsewhere together, or at one known device or network, whichever are more.',
    { readOnly: true },
  )
  readonly failedLoginAttempts?: number;

  @Instant('When the last temporary lock ends; `"accountLocked": false` ends them all.', { readOnly: true })
  readonly lockedUntil?: string;

  @Items(TemporaryLockDto, 'Temporary locks that last: too many wrong passwords or codes.', { readOnly: true })
  readonly locks?: readonly TemporaryLockDto[];

  @Text('Whether there is a second factor: NO_KEY_DEFINED, KEY_PENDING while one is being set up, KEY_ACTIVE.', {
    readOnly: true,
    example: 'NO_KEY_DEFINED',
  })
  readonly twoFactorAuthStatus?: string;

  @Instant('When something was last done in the user’s name.', { readOnly: true })
  readonly lastActive?: string;

  @Instant('Last sign-in.', { readOnly: true })
  readonly lastConnected?: string;
}

/** A part of the list of a module's users. */
export class UserListDto extends PageDto {
  @Items(UserDto, 'The users of this page, by name.', { always: true })
  readonly users!: readonly UserDto[];
}

import { Module, type DynamicModule } from '@nestjs/common';
import { BASIC_CREDENTIALS, type BasicCredentialsCheck } from '#inbound-security/basic-credentials.port';
import { USER_AUTHENTICATOR, type UserAuthenticator } from '#inbound-security/user-authenticator.port';

/** Checks credentials that come with a call by an ordinary sign-in. */
@Module({})
export class BasicCredentialsModule {
  static forRoot(users: DynamicModule): DynamicModule {
    const check = (authenticator: UserAuthenticator) => ({
      check: (moduleId: string, credentials: Parameters<BasicCredentialsCheck['check']>[1]) =>
        authenticator.authenticate(moduleId, { ...credentials, rememberDevice: false }),
    });
    return {
      module: BasicCredentialsModule,
      imports: [users],
      providers: [{ provide: BASIC_CREDENTIALS, inject: [USER_AUTHENTICATOR], useFactory: check }],
      exports: [BASIC_CREDENTIALS],
    };
  }
}

import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '#protocol/clock';
import { isKeyOfCertificate } from '#protocol/oauth2/certificate-key';
import { hasRegisteredSubject } from '#protocol/oauth2/certificate-subject';
import { isIssuedByOneOf } from '#protocol/oauth2/certificate-trust';
import { isCurrentCertificate, type ClientCertificate } from '#protocol/oauth2/client-certificate';
import { certificateMethodOf } from '#protocol/oauth2/client-authentication-method';
import { ClientKeys } from './client-keys.js';
import type { ClientClaim, ClientMethod } from './client-method.js';
import { refusedClient } from './refused-client.js';

/**
 * The certificate of the TLS connection: one that an authority issued for the registered subject, or one whose key the client registered.
 * @see RFC 8705 §2; STD RFC8705-1, RFC9700-8, STD FAPI-5
 */
@Injectable()
export class MutualTlsMethod implements ClientMethod {
  readonly names = ['tls_client_auth', 'self_signed_tls_client_auth'] as const;

  constructor(
    private readonly keys: ClientKeys,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async prove(claim: ClientClaim): Promise<undefined> {
    const method = certificateMethodOf(claim.client) ?? 'tls_client_auth';
    const certificate = claim.sender?.certificate;
    if (certificate === undefined) throw refusedClient(method, 'the client came without its certificate');
    if (!isCurrentCertificate(certificate, this.clock.now()))
      throw refusedClient(method, 'the certificate has expired');
    const problem =
      method === 'tls_client_auth'
        ? this.subjectProblem(claim, certificate)
        : await this.keyProblem(claim, certificate);
    if (problem !== undefined) throw refusedClient(method, problem);
  }

  private subjectProblem({ instance, client }: ClientClaim, certificate: ClientCertificate): string | undefined {
    const trust = instance.mutualTls?.trust;
    if (trust === undefined) return 'nobody is configured to vouch for certificates';
    if (trust !== 'proxy' && !isIssuedByOneOf(trust, certificate, this.clock.now()))
      return 'no trusted authority issued the certificate for clients';
    return hasRegisteredSubject(certificate, client) ? undefined : 'the certificate has not the registered subject';
  }

  private async keyProblem({ client }: ClientClaim, certificate: ClientCertificate): Promise<string | undefined> {
    const isRegistered = await this.keys.includes(client, (key) => isKeyOfCertificate(certificate, key));
    return isRegistered ? undefined : 'the certificate is none of those that the client registered';
  }
}

import { ArrayMaxSize, IsOptional, IsUrl, Matches } from 'class-validator';
import { Property } from '#module-config/property.port';

/** Whom to tell of a vulnerability (RFC 9116). */
export class SecurityTxtOptions {
  @Property({
    key: 'security_txt.contact',
    help: 'Whom to tell of a vulnerability, for /.well-known/security.txt; none = no such file.',
    list: 'any',
    example: 'mailto:security@example.org',
  })
  @ArrayMaxSize(10)
  @Matches(/^(?:mailto:[^\s@]{1,100}@[^\s@]{1,200}|https:\/\/[^\s/]\S{0,500}|tel:\+?[0-9-]{3,30})$/, {
    each: true,
    message: 'has entries that are neither mailto:, tel: nor https addresses',
  })
  readonly contacts: string[] = [];

  @Property({ key: 'security_txt.policy', help: 'Page with your policy on reports of vulnerabilities.' })
  @IsOptional()
  @IsUrl({ protocols: ['https'], require_protocol: true }, { message: 'is no https address' })
  readonly policyUrl?: string;
}

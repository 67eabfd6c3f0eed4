import { IsOptional, Matches } from 'class-validator';
import { Property } from '#module-config/property.port';

/** Under which name a module asks for passkeys. */
export class PasskeysOptions {
  @Property({
    key: 'passkeys.rp_id',
    reserved: true,
    help: 'Domain that passkeys are for: the host of issuer.url, or a domain above it, so that they work on all its hosts. Passkeys that people have are for the domain of before and stop working when it changes.',
    example: 'hospital.example',
  })
  @IsOptional()
  @Matches(/^[A-Za-z0-9.-]{1,253}$/, { message: 'is not a domain, such as hospital.example' })
  readonly relyingPartyId?: string;
}

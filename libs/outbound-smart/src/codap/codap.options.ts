import { IsBoolean, IsOptional, IsString } from 'class-validator';
import { Property } from '#module-config/property.port';

/** Access for people of other organisations (CODAP; product reference 3.8). */
export class CodapOptions {
  @Property({
    key: 'codap.enabled',
    reserved: true,
    help: 'Let clients that list JWT_BEARER bring people of their own organisation (CODAP); the authorization script decides about each of them.',
    default: false,
  })
  @IsBoolean()
  readonly enabled: boolean = false;

  @Property({
    key: 'codap.auth_script.file',
    reserved: true,
    help: 'Script whose function authenticate decides about CODAP requests, as a file; absent = that of post_authorize_script.',
  })
  @IsOptional()
  @IsString()
  readonly file?: string;

  @Property({ key: 'codap.auth_script.text', reserved: true, help: 'The same script, as text.' })
  @IsOptional()
  @IsString()
  readonly text?: string;
}

import { IsBoolean, IsOptional, IsString } from 'class-validator';
import { Property } from '#module-config/property.port';

/** The script that is asked about everybody who makes an account (product reference 8.1). */
export class CreateScriptOptions {
  @Property({
    key: 'user_self_registration.create_script.file',
    reserved: true,
    help: 'File with the onUserSelfRegistrationRequest script, or library:<id> of a script of the library.',
  })
  @IsOptional()
  @IsString()
  readonly file?: string;

  @Property({
    key: 'user_self_registration.create_script.text',
    reserved: true,
    help: 'Text of the onUserSelfRegistrationRequest script.',
  })
  @IsOptional()
  @IsString()
  readonly text?: string;

  @Property({
    key: 'user_self_registration.create_script.may_add_administrative_permissions',
    reserved: true,
    help: 'Let the script add permissions about the server that user_self_registration.permissions cannot have, such as VIEW_USERS.',
    default: false,
  })
  @IsBoolean()
  readonly mayAdminister: boolean = false;
}

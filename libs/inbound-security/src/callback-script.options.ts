import { IsBoolean, IsOptional, IsString } from 'class-validator';
import { Property } from '#module-config/property.port';

/** The script that is asked about everybody who has proved who they are. */
export class CallbackScriptOptions {
  @Property({ key: 'callback_script.file', reserved: true, help: 'File with the onAuthenticateSuccess script.' })
  @IsOptional()
  @IsString()
  readonly file?: string;

  @Property({ key: 'callback_script.text', reserved: true, help: 'Text of the onAuthenticateSuccess script.' })
  @IsOptional()
  @IsString()
  readonly text?: string;

  @Property({
    key: 'callback_script.may_add_administrative_permissions',
    reserved: true,
    help: 'Let the script give people permissions that are not about FHIR data, such as ACCESS_ADMIN_JSON. Holders of UPDATE_USER write names, email, notes and default contexts of people to whom it has given none yet: give no power by these.',
    default: true,
  })
  @IsBoolean()
  readonly mayAdminister: boolean = true;
}

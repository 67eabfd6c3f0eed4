import { IsBoolean, IsOptional, IsString } from 'class-validator';
import { Property } from '#module-config/property.port';

/** The administrator's callback script, and what it may do. */
export class ScriptOptions {
  @Property({ key: 'post_authorize_script.file', reserved: true, help: 'Callback script, as a file.' })
  @IsOptional()
  @IsString()
  readonly file?: string;

  @Property({ key: 'post_authorize_script.text', reserved: true, help: 'Callback script, as text.' })
  @IsOptional()
  @IsString()
  readonly text?: string;

  @Property({
    key: 'post_authorize_script.may_add_administrative_permissions',
    reserved: true,
    help: 'Let onTokenGenerating add permissions that are not about FHIR data, such as ACCESS_ADMIN_JSON.',
    default: false,
  })
  @IsBoolean()
  readonly mayAdminister: boolean = false;
}

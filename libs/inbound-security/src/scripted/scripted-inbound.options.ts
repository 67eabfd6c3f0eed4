import { IsBoolean, IsOptional, IsString } from 'class-validator';
import { Property } from '#module-config/property.port';
import { ScriptProperties } from '#scripts/script-properties.port';
import { LockoutOptions } from '../attempts/lockout.options.js';
import { SecondFactorOptions } from '../second-factor/second-factor.options.js';

/** Properties of a scripted inbound module (SECURITY_IN_SCRIPTED, product reference 8.5). The reference gives no keys: they are those of callback scripts. */
export class ScriptedInboundOptions {
  @Property({
    key: 'callback_script.file',
    reserved: true,
    help: 'File with the authenticate script, or library:<id> of a script of the library.',
  })
  @IsOptional()
  @IsString()
  readonly file?: string;

  @Property({ key: 'callback_script.text', reserved: true, help: 'Text of the authenticate script.' })
  @IsOptional()
  @IsString()
  readonly text?: string;

  @Property({
    key: 'callback_script.may_add_administrative_permissions',
    reserved: true,
    help: 'Let the script give people permissions that are not about FHIR data, such as ACCESS_ADMIN_JSON.',
    default: true,
  })
  @IsBoolean()
  readonly mayAdminister: boolean = true;

  readonly secondFactor = new SecondFactorOptions();
  readonly lockout = new LockoutOptions();
  readonly scriptEngine = new ScriptProperties();
}

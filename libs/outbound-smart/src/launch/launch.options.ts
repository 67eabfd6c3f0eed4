import { IsOptional, IsString, MaxLength } from 'class-validator';
import { Property } from '#module-config/property.port';

/** What apps are told that an EHR launches. */
export class LaunchOptions {
  @Property({
    key: 'launch.style.file',
    reserved: true,
    help: 'Colours and measures that apps launched from the EHR find at smart_style_url, as a JSON file; absent = those of our pages.',
    example: 'classpath:launch-style.json',
  })
  @IsOptional()
  @IsString()
  readonly styleFile?: string;

  @Property({
    key: 'launch.tenant',
    help: 'Organisation that apps launched from the EHR are told, unless the EHR names another.',
  })
  @IsOptional()
  @MaxLength(200)
  readonly tenant?: string;
}

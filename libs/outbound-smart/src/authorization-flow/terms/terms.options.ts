import { IsOptional, IsString, Matches } from 'class-validator';
import { Property } from '#module-config/property.port';

/** Terms of service that people agree to before an app gets anything of theirs. */
export class TermsOptions {
  @Property({
    key: 'tos.version_string',
    help: 'Version of the terms of service. Whoever has not agreed to this very version is asked before an app gets anything; without it nobody is asked.',
    example: '2026-11',
  })
  @IsOptional()
  @Matches(/^(?=.*\S)[^\p{Cc}\p{Cf}]{1,100}$/u, { message: 'is not 1 to 100 printable characters' })
  readonly version?: string;

  @Property({
    key: 'tos.text_file',
    reserved: true,
    help: 'The terms as plain text: blank lines between paragraphs, `# ` before headings, `- ` before the items of a list.',
    example: 'classpath:/terms.txt',
  })
  @IsOptional()
  @IsString()
  readonly textFile?: string;
}

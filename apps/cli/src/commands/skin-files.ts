import { inspectedSkin, skinReport } from '#skin/catalog/inspected-skin';
import { identityText } from '#skin/package/skin-identity';
import type { SkinReportJson } from '#skin/skin-library.port';
import type { CommandContext, GlobalOptions } from '../command-context.js';
import { CommandError, exitCodes } from '../exit-code.js';
import { counted, skinFindingText, skinReportText } from '../output/skin-text.js';
import { readJar, writeJar } from '../skins/jar-file.js';
import { packedSkin } from '../skins/packed-skin.js';
import { skinFolderFiles } from '../skins/skin-folder-files.js';
import { skinIdentityOf } from '../skins/skin-identity-of.js';

/** How a skin is packed. */
export interface PackOptions extends GlobalOptions {
  readonly output?: string;
  readonly identity?: string;
}

/** `gatehouse skin pack`. @throws CommandError */
export async function packSkin(folder: string, options: PackOptions, context: CommandContext): Promise<void> {
  const files = await skinFolderFiles(folder, context.folder);
  const identity = skinIdentityOf(files, options.identity);
  const output = options.output ?? `${identity.artifactId}-${identity.version}.jar`;
  const jar = await packedSkin(identity, files);
  const report = await reportOf(jar, context);
  for (const finding of report.findings) context.terminal.err(skinFindingText(finding, folder));
  if (!report.isReadable) throw new CommandError('The folder cannot be packed into a skin that would be taken.');
  await writeJar(output, jar, context);
  const told = { file: output, identity: identityText(identity), sha256: report.sha256, bytes: jar.length };
  const { terminal } = context;
  await terminal.out(
    options.json === true
      ? `${JSON.stringify(told)}\n`
      : `${output} is ${told.identity}, ${String(jar.length)} bytes.\n`,
  );
}

/** `gatehouse skin check`. @throws CommandError it cannot be read */
export async function checkSkin(file: string, { json }: GlobalOptions, context: CommandContext): Promise<void> {
  const report = await reportOf(await readJar(file, context), context);
  if (json === true) await context.terminal.out(`${JSON.stringify(report)}\n`);
  else await context.terminal.out(skinReportText(report, file) + verdict(file, report));
  if (!report.isReadable) throw new CommandError(`${file} would be refused.`);
  if (!report.isSound) context.end(exitCodes.findings);
}

/** As the server of the installation judges it; where there is none, that is told. */
async function reportOf(jar: Buffer, { skinLimits, terminal }: CommandContext): Promise<SkinReportJson> {
  const { limits, isConfigured = false } = await skinLimits();
  if (!isConfigured) terminal.err(NO_LIMITS);
  return skinReport(await inspectedSkin(jar, limits));
}

const NO_LIMITS =
  'There is no property file here, so that sizes are judged by the limits of a server that sets none (gatehouse.skins.*).\n';

function verdict(file: string, { isReadable, isSound, identity = '', files = [], findings }: SkinReportJson): string {
  if (!isReadable) return '';
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const outcome = isSound
    ? 'It can be activated.'
    : `${counted(errors, 'error')} would keep it from being activated without --override.`;
  return `${file} is ${identity}, ${counted(files.length, 'file')}. ${outcome}\n`;
}

import { SKIN_PREVIEWS, previewFlavours, type SkinPreviews, type WantedPreview } from '#skin/skin-previews.port';
import type { CommandContext, GlobalOptions } from '../command-context.js';
import { CommandError } from '../exit-code.js';
import { commandAuthor } from '../installation/exchange-of.js';
import { problemText } from '../output/entry-text.js';
import { refusalText } from '../output/refusal-text.js';
import { previewText } from '../output/skin-text.js';

/** With what a skin is looked at. */
export interface PreviewOptions extends GlobalOptions {
  readonly flavour?: string;
  readonly language?: string;
}

/** `gatehouse skin preview`. @throws CommandError it was refused */
export async function previewSkin(
  named: Pick<WantedPreview, 'moduleId' | 'skin'>,
  { flavour: word = 'normal', language, json }: PreviewOptions,
  context: CommandContext,
): Promise<void> {
  const flavour = previewFlavours.find((one) => one === word);
  if (flavour === undefined) throw new CommandError(`--flavour is one of ${previewFlavours.join(', ')}.`);
  const wanted = { ...named, flavour, ...(language !== undefined && { language }) };
  const offered = await context.withInstallation((installation) =>
    installation.get<SkinPreviews>(SKIN_PREVIEWS).offer(wanted, commandAuthor()),
  );
  if (offered.kind === 'unclear') throw new CommandError(problemText(offered.problem));
  if (!('preview' in offered)) throw new CommandError(refusalText(offered, 'skin'));
  const { preview } = offered;
  await context.terminal.out(json === true ? `${JSON.stringify(preview)}\n` : previewText(preview));
}

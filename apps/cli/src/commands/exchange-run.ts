import { DocumentError, type ExchangeLine } from '#configuration-exchange/configuration-exchange.port';
import type { CommandContext } from '../command-context.js';
import { fileDocument, inputDocument, type MeasuredDocument } from '../documents/file-document.js';
import { exitCodes, InterruptedError, ReportedError } from '../exit-code.js';
import { ExchangeReport, type ReportStyle } from '../output/exchange-report.js';
import { Progress } from '../output/progress.js';

/** Runs `work` with the document that the command line names; `-` is standard input. */
export async function withDocument<Result>(
  name: string,
  { terminal, folder }: CommandContext,
  work: (document: MeasuredDocument) => Promise<Result>,
): Promise<Result> {
  const document = name === '-' ? inputDocument(terminal) : await fileDocument(name, folder);
  try {
    return await work(document);
  } finally {
    await document.close();
  }
}

/**
 * Tells of every line as it comes, and how far the document was read. The summary comes last, also where the work could not be finished.
 * @throws ReportedError it could not: the document is broken, or somebody ended the command
 */
export async function report(
  lines: AsyncIterable<ExchangeLine>,
  document: MeasuredDocument,
  { terminal, clock, interruption }: CommandContext,
  style: ReportStyle,
): Promise<ExchangeReport> {
  const progress = new Progress(terminal, clock);
  const told = new ExchangeReport(terminal, progress, style);
  try {
    for await (const line of lines) {
      await told.add(line);
      progress.tell(() => `${percent(document)}${told.entries} entries`);
    }
  } catch (error) {
    const reason: unknown = interruption.aborted ? interruption.reason : error;
    await told.finish(reason);
    throw unfinished(reason, told, style);
  } finally {
    progress.clear();
  }
  await told.finish();
  return told;
}

/** What has become of the entries so far, and what to do; somebody else explains what is wrong with anything but the document. */
function unfinished(error: unknown, { entries, failures }: ExchangeReport, { isTrial }: ReportStyle): unknown {
  const isInterrupted = error instanceof InterruptedError;
  if (!isInterrupted && !(error instanceof DocumentError)) return error;
  const done = isTrial
    ? `${entries} entries until then were looked at, and nothing was done.`
    : `${entries - failures} entries until then are taken over. Run it again ${isInterrupted ? 'to go on' : 'with the mended file'}: what is there already stays as it is.`;
  return new ReportedError(`${error.message} ${done}`, isInterrupted ? error.exitCode : exitCodes.failed);
}

function percent(document: MeasuredDocument): string {
  const fraction = document.fraction();
  return fraction === undefined ? '' : `${Math.floor(fraction * 100)} %, `;
}

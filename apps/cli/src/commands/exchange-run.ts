import type { ExchangeLine } from '#configuration-exchange/configuration-exchange.port';
import type { CommandContext } from '../command-context.js';
import { fileDocument, inputDocument, type MeasuredDocument } from '../documents/file-document.js';
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

/** Tells of every line as it comes, and how far the document was read. */
export async function report(
  lines: AsyncIterable<ExchangeLine>,
  document: MeasuredDocument,
  { terminal, clock }: CommandContext,
  style: ReportStyle,
): Promise<ExchangeReport> {
  const progress = new Progress(terminal, clock);
  const told = new ExchangeReport(terminal, progress, style);
  try {
    for await (const line of lines) {
      await told.add(line);
      progress.tell(() => `${percent(document)}${told.entries} entries`);
    }
  } finally {
    progress.clear();
  }
  await told.finish();
  return told;
}

function percent(document: MeasuredDocument): string {
  const fraction = document.fraction();
  return fraction === undefined ? '' : `${Math.floor(fraction * 100)} %, `;
}

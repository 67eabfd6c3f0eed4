import { InvalidArgumentError } from 'commander';

/** A number of the command line. @throws InvalidArgumentError it is none */
export function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('Write a whole number.');
  return Number(text);
}

import { applyDecorators } from '@nestjs/common';
import { IsIn, MaxLength } from 'class-validator';
import { Text, Word, type FieldOptions } from '../description/fields.js';

/** A parameter of an address: a text of at most so many characters. */
export function QueryText(longest: number, description: string, options: FieldOptions = {}): PropertyDecorator {
  const message = `$property must not be longer than ${String(longest)} characters`;
  return applyDecorators(Text(description, options), MaxLength(longest, { message }));
}

/** A parameter of an address: one of a few words. */
export function QueryWord(words: readonly string[], description: string): PropertyDecorator {
  return applyDecorators(Word(words, description), IsIn(words, { message: `$property must be ${anyOf(words)}` }));
}

function anyOf(words: readonly string[]): string {
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;
}

import type { Type } from '@nestjs/common';
import { ownFields } from '#protocol/client/own-fields';
import type { OwnField } from '#protocol/client/own-field';
import { Flag, Text, Texts, TextsByName, Whole, Word, Words } from '../description/fields.js';

/** Adds the fields of a client that the product does not have to its description (ruling 56). */
export function describeOwnFields(dto: Type<object>): void {
  for (const [name, field] of Object.entries<OwnField>(ownFields)) fieldOf(field)(dto.prototype as object, name);
}

function fieldOf(field: OwnField): PropertyDecorator {
  const description = `${field.help}; unless set: ${field.absent}`;
  switch (field.kind) {
    case 'flag':
      return Flag(description);
    case 'seconds':
      return Whole(description, { minimum: field.least });
    case 'choice':
      return Word(field.values, description);
    case 'choices':
      return Words(field.values, description);
    case 'texts-by-name':
      return TextsByName(description);
    case 'text':
    case 'web-address':
      return Text(description);
    default:
      return Texts(description);
  }
}

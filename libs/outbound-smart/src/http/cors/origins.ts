import { ValidateBy, type ValidationArguments } from 'class-validator';
import { originProblem } from '#protocol/oauth2/origin-problem';

/** Every entry of a list is an origin as browsers send it, or `*`; the message names those that are not. */
export function AreOrigins(): PropertyDecorator {
  return ValidateBy({
    name: 'areOrigins',
    validator: {
      validate: (value) => othersIn(value).length === 0,
      defaultMessage: (rule?: ValidationArguments) =>
        `has entries that are no origin: ${othersIn(rule?.value).join(', ')}`,
    },
  });
}

function othersIn(value: unknown): readonly string[] {
  const entries = Array.isArray(value) ? value.map(String) : [];
  return entries.filter((text) => text !== '*' && originProblem(text) !== undefined);
}

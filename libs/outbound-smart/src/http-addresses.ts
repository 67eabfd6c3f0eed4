import { ValidateBy, type ValidationArguments } from 'class-validator';

/** Every entry of a list is an absolute https or http address with a host, and no fragment; the message names those that are not. */
export function AreHttpAddresses(): PropertyDecorator {
  return ValidateBy({
    name: 'areHttpAddresses',
    validator: {
      validate: (value) => othersIn(value).length === 0,
      defaultMessage: (rule?: ValidationArguments) =>
        `has entries that are no https or http address: ${othersIn(rule?.value).join(', ')}`,
    },
  });
}

function othersIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String).filter((text) => !isHttpAddress(text)) : [];
}

function isHttpAddress(text: string): boolean {
  return /^https?:\/\/[^/]/i.test(text) && !text.includes('#') && URL.canParse(text);
}

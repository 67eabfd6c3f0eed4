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

/** An absolute https or http address that paths can be added to: without user-info, query and fragment. */
export function IsHttpBase(): PropertyDecorator {
  return ValidateBy({
    name: 'isHttpBase',
    validator: {
      validate: (value) => typeof value === 'string' && isHttpAddress(value) && !/[?@]/.test(value),
      defaultMessage: () => 'is no https or http address without query',
    },
  });
}

function othersIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String).filter((text) => !isHttpAddress(text)) : [];
}

function isHttpAddress(text: string): boolean {
  return /^https?:\/\/[^/]/i.test(text) && !text.includes('#') && URL.canParse(text);
}

import { Anything, Flag, Items, One, Text, Texts, Word } from '../description/fields.js';

const KINDS = ['supported', 'without-effect', 'refused-when-true', 'unknown'];

/** What becomes of a property. */
export class PropertyStatusDto {
  @Word(KINDS, 'Whether it has an effect.', { always: true })
  readonly kind!: string;

  @Text('Why it has none.')
  readonly reason?: string;

  @Text('What to use instead.')
  readonly instead?: string;
}

const ORIGINS = ['default', 'file', 'environment', 'database'];

/** What a property is from the next restart of its module. */
export class PendingValueDto {
  @Text('The value; `***` for a secret, absent where nothing is set and there is no default.')
  readonly value?: string;

  @Word(ORIGINS, 'Where it comes from.', { always: true })
  readonly origin!: string;
}

/** One property of a module: as it was started with, or would be. */
export class PropertyValueDto {
  @Text('Its key.', { always: true })
  readonly key!: string;

  @Text('The spelling that was written, where it is another.')
  readonly writtenAs?: string;

  @Text('Its value; `***` for a secret.')
  readonly value?: string;

  @Word(ORIGINS, 'Where the value comes from.', { always: true })
  readonly origin!: string;

  @One(PendingValueDto, 'What is saved and counts from the next restart, where the running module has something else.')
  readonly pending?: PendingValueDto;

  @Text('Its default.')
  readonly default?: string;

  @Text('Unit of a number.')
  readonly unit?: string;

  @Text('What it is for.')
  readonly help?: string;

  @Flag('Its value is never shown.', { always: true })
  readonly isSecret!: boolean;

  @Flag('Only holders of ROLE_SUPERUSER change it here.')
  readonly isReserved?: boolean;

  @One(PropertyStatusDto, 'Whether it has an effect, or why it has none.', { always: true })
  readonly status!: PropertyStatusDto;
}

/** The properties of a module. */
export class PropertyValuesDto {
  @Items(PropertyValueDto, 'All that are supported, then what else is written.', { always: true })
  readonly properties!: readonly PropertyValueDto[];
}

/** Keys that have no effect for one reason. */
export class IgnoredKeysDto {
  @Texts('The keys.', { always: true })
  readonly keys!: readonly string[];

  @Text('Why they have no effect.', { always: true })
  readonly reason!: string;

  @Text('What to use instead.')
  readonly instead?: string;
}

/** A key that nobody knows. */
export class UnknownKeyDto {
  @Text('The key.', { always: true })
  readonly key!: string;

  @Text('The known key it is most like.')
  readonly nearest?: string;
}

/** A property under another spelling. */
export class OtherSpellingDto {
  @Text('As it is written.', { always: true })
  readonly writtenAs!: string;

  @Text('The product’s own key.', { always: true })
  readonly key!: string;
}

/** What becomes of the properties of one module; keys alone, never a value. */
export class PropertyReportDto {
  @Text('The module.', { always: true })
  readonly moduleId!: string;

  @Text('What it is.', { always: true })
  readonly type!: string;

  @Anything('How many supported properties have their value from where.', { always: true })
  readonly supported!: unknown;

  @Items(IgnoredKeysDto, 'What is written and has no effect, by reason.', { always: true })
  readonly withoutEffect!: readonly IgnoredKeysDto[];

  @Items(UnknownKeyDto, 'Keys that nobody knows.', { always: true })
  readonly unknown!: readonly UnknownKeyDto[];

  @Items(OtherSpellingDto, 'Properties under another spelling than the product’s own.', { always: true })
  readonly otherSpellings!: readonly OtherSpellingDto[];
}

/** The reports of all modules. */
export class PropertyReportsDto {
  @Items(PropertyReportDto, 'One for each module of a type that is part of this server, by id.', { always: true })
  readonly reports!: readonly PropertyReportDto[];
}

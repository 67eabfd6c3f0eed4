import type { FieldProblem } from '#protocol/json/json-fields';

/** Whom a change of a definition is about: numbers of people and clients that have accounts here. */
export interface PeopleOfChange {
  /** By the issuer before the change, where it decides who is believed. */
  readonly known: number;
  /** By an earlier definition of the issuer that it gets, and let in again. */
  readonly returning: number;
  /** Whether those known before are not known by it any more. */
  readonly isLeft: boolean;
}

/** What somebody who may do it should know of it. */
export function peopleWarnings({ known, returning, isLeft }: PeopleOfChange): readonly FieldProblem[] {
  return [
    ...(isLeft && known > 0
      ? [
          {
            field: 'issuer',
            problem: `was that by which ${accounts(known)}: nobody signs in to them now`,
            remedy: BACK,
          },
        ]
      : []),
    ...(returning > 0 ? [{ field: 'issuer', problem: `is that by which ${accounts(returning)}`, remedy: SAME }] : []),
  ];
}

/** What somebody should know who archives a definition by which there are people. */
export function archivedWarning(people: number): FieldProblem {
  const problem = `is set, and ${accounts(people)} by this definition: nobody signs in to them now, and sessions go on until they end`;
  const remedy =
    'Write the definition again without archivedAt (PUT), or define the issuer anew, and they are let in as before';
  return { field: 'archivedAt', problem, remedy };
}

const BACK = 'Give the issuer as it was, and they are let in as before';
const SAME =
  'They are let in to these as before, and who is disabled or deleted stays out: be sure that it is the same server';

function accounts(people: number): string {
  return people === 1 ? '1 person has an account here' : `${String(people)} people have accounts here`;
}

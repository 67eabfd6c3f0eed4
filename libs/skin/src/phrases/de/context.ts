import type { context as english } from '../en/context.js';

/** The page on which people choose what an app works on. */
export const context: Readonly<Record<keyof typeof english, string>> = {
  'context.title': 'Wählen Sie, womit die App arbeitet',
  'context.heading': 'Bitte auswählen: {noun}',
  'context.lead': '{app} arbeitet mit Ihrer Auswahl.',
  'context.role': 'Sie verlangt sie als {role}.',
  'context.name': 'Name',
  'context.birth-date': 'Geburtsdatum',
  'context.birth-date-hint': '1984-05-17 oder 1984',
  'context.number': 'Nummer',
  'context.search': 'Suchen',
  'context.found': 'Gefunden',
  'context.choose-one': 'Zur Auswahl',
  'context.next': 'Weitere anzeigen',
  'context.go-on-without': 'Ohne Auswahl weiter',
  'context.none-of-these': 'Nichts davon',
  'context.born': 'geb. {day}',
  'context.sex.female': 'weiblich',
  'context.sex.male': 'männlich',
  'context.sex.other': 'divers',
  'context.sex.unknown': 'unbekannt',
  'context.empty.searched':
    'Nichts, was Sie sehen dürfen ({noun}), passt zu Ihrer Eingabe. Prüfen Sie die Schreibweise, oder geben Sie weniger ein.',
  'context.empty.searchable': 'Geben Sie ein, was Sie wissen, und suchen Sie.',
  'context.empty.nothing': 'Es gibt nichts auszuwählen ({noun}).',
  'context.problem.unavailable': 'Die Liste kann gerade nicht gelesen werden. Versuchen Sie es gleich noch einmal.',
  'context.problem.not-a-choice': 'Wählen Sie zuerst etwas aus der Liste.',
  'context.problem.nothing-typed': 'Geben Sie zuerst etwas ein, wonach gesucht werden soll.',
  'context.problem.birth-date': 'Schreiben Sie das Geburtsdatum wie 1984-05-17, oder nur das Jahr.',
};

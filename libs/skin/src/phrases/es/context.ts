import type { context as english } from '../en/context.js';

/** The page on which people choose what an app works on. */
export const context: Readonly<Record<keyof typeof english, string>> = {
  'context.title': 'Elija con qué trabaja la aplicación',
  'context.heading': 'Elija: {noun}',
  'context.lead': '{app} trabajará con lo que usted elija.',
  'context.role': 'Lo pide como {role}.',
  'context.name': 'Nombre',
  'context.birth-date': 'Fecha de nacimiento',
  'context.birth-date-hint': '1984-05-17 o 1984',
  'context.number': 'Número',
  'context.search': 'Buscar',
  'context.found': 'Resultados',
  'context.choose-one': 'Para elegir',
  'context.next': 'Mostrar los siguientes',
  'context.go-on-without': 'Continuar sin elegir',
  'context.none-of-these': 'Ninguno de estos',
  'context.born': 'nacimiento: {day}',
  'context.sex.female': 'femenino',
  'context.sex.male': 'masculino',
  'context.sex.other': 'otro',
  'context.sex.unknown': 'desconocido',
  'context.empty.searched':
    'Nada de lo que usted puede ver ({noun}) coincide con lo que ha escrito. Revise la ortografía o escriba menos.',
  'context.empty.searchable': 'Escriba lo que sepa y busque.',
  'context.empty.nothing': 'No hay nada que elegir ({noun}).',
  'context.problem.unavailable': 'La lista no se puede leer en este momento. Inténtelo de nuevo en un momento.',
  'context.problem.not-a-choice': 'Elija primero algo de la lista.',
  'context.problem.nothing-typed': 'Escriba primero qué hay que buscar.',
  'context.problem.birth-date': 'Escriba la fecha de nacimiento como 1984-05-17, o solo el año.',
};

import type { context as english } from '../en/context.js';

/** The page on which people choose what an app works on. */
export const context: Readonly<Record<keyof typeof english, string>> = {
  'context.title': 'Choisissez ce sur quoi l’application travaille',
  'context.heading': 'Veuillez choisir : {noun}',
  'context.lead': '{app} travaillera avec votre choix.',
  'context.role': 'Elle le demande en tant que {role}.',
  'context.name': 'Nom',
  'context.birth-date': 'Naissance',
  'context.birth-date-hint': '1984-05-17 ou 1984',
  'context.number': 'Numéro',
  'context.search': 'Rechercher',
  'context.found': 'Résultats',
  'context.choose-one': 'À choisir',
  'context.next': 'Afficher la suite',
  'context.go-on-without': 'Continuer sans choisir',
  'context.none-of-these': 'Aucun de ces choix',
  'context.born': 'naissance : {day}',
  'context.sex.female': 'féminin',
  'context.sex.male': 'masculin',
  'context.sex.other': 'autre',
  'context.sex.unknown': 'inconnu',
  'context.empty.searched':
    'Rien de ce que vous pouvez voir ({noun}) ne correspond à votre saisie. Vérifiez l’orthographe, ou saisissez moins.',
  'context.empty.searchable': 'Saisissez ce que vous savez, puis recherchez.',
  'context.empty.nothing': 'Il n’y a rien à choisir ({noun}).',
  'context.problem.unavailable': 'La liste ne peut pas être lue pour le moment. Réessayez dans un instant.',
  'context.problem.not-a-choice': 'Choisissez d’abord un élément de la liste.',
  'context.problem.nothing-typed': 'Saisissez d’abord ce qu’il faut rechercher.',
  'context.problem.birth-date': 'Écrivez la date de naissance comme 1984-05-17, ou seulement l’année.',
};

import type { approval as english } from '../en/approval.js';

/** The page on which people allow apps what they ask for. */
export const approval: Readonly<Record<keyof typeof english, string>> = {
  'approve.title': 'Zugriff erlauben',
  'approve.heading': 'Zugriff erlauben?',
  'approve.asks': '{app} bittet um Ihre Zustimmung.',
  'approve.asks-more': '{app} bittet um mehr, als Sie bisher erlaubt haben.',
  'approve.untick': 'Entfernen Sie das Häkchen bei allem, was Sie nicht erlauben möchten.',
  'approve.unchecked': 'Diese App hat hier niemand geprüft',
  'approve.unchecked-detail':
    'Sie hat sich selbst unter einem Namen ihrer Wahl registriert und gehört zu {site}. Erlauben Sie den Zugriff nur, wenn Sie diese Website kennen und ihr vertrauen.',
  'approve.context': 'Sie arbeitet mit dieser Auswahl ({noun}): {name}',
  'approve.choose-another': 'Andere Auswahl',
  'approve.nothing': 'Sie bittet um keine Daten und um keine weiteren Berechtigungen.',
  'approve.administers':
    'Sie darf auch Ihre Berechtigungen verwenden, die nicht Gesundheitsdaten betreffen, etwa die zur Verwaltung dieses Servers.',
  'approve.about': 'Über diese App',
  'approve.policy': 'Datenschutzerklärung',
  'approve.terms': 'Nutzungsbedingungen',
  'approve.deny': 'Ablehnen',
  'approve.allow': 'Erlauben',
  'approve.technical': 'Technische Angaben',
  'approve.client-id': 'Client-ID',
  'approve.scopes': 'Scopes',

  'approve.group.identity': 'Wer Sie sind',
  'approve.group.record': 'Gesundheitsdaten',
  'approve.group.context': 'Woran Sie gerade arbeiten',
  'approve.group.lasting': 'Dauer der Verbindung',
  'approve.group.other': 'Weitere Berechtigungen',
  'approve.group.allowed': 'Schon erlaubt',
  'approve.reason.sign-in': 'Immer enthalten: Die Anmeldung braucht es.',
  'approve.reason.set': 'Gehört immer zu dem, was diese App darf.',
  'approve.reason.before': 'Sie haben es schon früher erlaubt.',
  'approve.reason.administrators': 'Von der Administration dieses Servers erlaubt.',
  'approve.mark.changes': 'Kann Daten ändern',
  'approve.mark.care': 'Vertraulich',
  'approve.mark.away': 'Auch in Ihrer Abwesenheit',
  'approve.mark.future': 'Jetzt und in Zukunft',
  'approve.parts': 'Nur die angekreuzten Arten von Einträgen. Was zu keiner davon gehört, ist nicht enthalten.',

  'approve.lifetime.offline': 'Dauer des Zugriffs: {life}, auch während Sie abgemeldet sind.',
  'approve.lifetime.online': 'Der Zugriff gilt, bis Sie sich abmelden.',
  'approve.lifetime.plain': 'Dauer des Zugriffs: {life}.',

  'terms.title': 'Nutzungsbedingungen',
  'terms.lead': 'Stimmen Sie ihnen zu, dann geht es weiter zu {app}.',
  'terms.not-shown': 'Der Text wird hier nicht angezeigt. Fragen Sie die Betreiber dieses Dienstes danach.',
  'terms.version': 'Fassung {version}',
  'terms.agree': 'Ich stimme zu',
  'terms.reject': 'Ich stimme nicht zu',
  'terms.assurance': 'Wenn Sie nicht zustimmen, kehren Sie zur App zurück, und sie erhält nichts.',
};

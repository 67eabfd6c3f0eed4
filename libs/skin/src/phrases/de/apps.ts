import type { apps as english } from '../en/apps.js';

/** The page of connected apps. */
export const apps: Readonly<Record<keyof typeof english, string>> = {
  'apps.title': 'Verbundene Apps',
  'apps.lead': 'Apps, denen Sie erlaubt haben, hier für Sie zu handeln. Sie können ihren Zugriff jederzeit beenden.',
  'apps.gone': 'Diese App ist hier nicht mehr registriert und kann ihren Zugriff nicht mehr nutzen.',
  'apps.offline': 'Auch während Sie abgemeldet sind',
  'apps.remembered': 'Ihre Zustimmung ist gespeichert',
  'apps.may': 'Was sie darf',
  'apps.may-nothing': 'Nichts, als Sie anzumelden.',
  'apps.allowed-on': 'Erlaubt am {since}, {ends}.',
  'apps.last-used': 'Zuletzt genutzt am {date}.',
  'apps.ends': 'bis {date}',
  'apps.ends-online': 'bis Sie sich abmelden, spätestens bis {date}',
  'apps.end-access': 'Diesen Zugriff beenden',
  'apps.no-access': 'Sie hat zurzeit keinen Zugriff.',
  'apps.older':
    'Bis zu {count} weitere Male erlaubt, schon länger her. Um auch diese zu beenden, entfernen Sie die App.',
  'apps.remove': 'Diese App entfernen',
  'apps.empty': 'Keine App hat Zugriff auf etwas von Ihnen. Apps erscheinen hier, sobald Sie ihnen etwas erlauben.',
  'apps.everywhere': 'Auf allen Geräten abmelden',
  'apps.everywhere-detail':
    'Beendet Ihre Sitzungen in jedem Browser und damit den Zugriff von Apps, der bis zur Abmeldung gilt.',
  'apps.notice.app-removed': 'Die App hat keinen Zugriff mehr. Wenn sie wieder fragt, entscheiden Sie neu.',
  'apps.notice.access-ended': 'Dieser Zugriff ist beendet.',
  'apps.notice.nothing': 'Es wurde nichts geändert: Dieser Zugriff war schon beendet.',
};

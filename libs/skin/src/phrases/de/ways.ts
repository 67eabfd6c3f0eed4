import type { ways as english } from '../en/ways.js';

/** Devices, the end of a session, and the ways back to apps. */
export const ways: Readonly<Record<keyof typeof english, string>> = {
  'device.title': 'Gerät verbinden',
  'device.lead': 'Geben Sie den Code ein, den Ihr Gerät anzeigt.',
  'device.code-hint': 'Acht Buchstaben, wie WDJB-MJHT. Der Bindestrich spielt keine Rolle.',
  'device.problem.unknown':
    'Dieser Code ist nicht bekannt oder abgelaufen. Vergleichen Sie ihn mit Ihrem Gerät, oder beginnen Sie dort von vorn, um einen neuen zu erhalten.',
  'device.problem.too-many':
    'Es wurden zu viele unbekannte Codes eingegeben. Warten Sie zehn Minuten und versuchen Sie es noch einmal.',
  'device.confirm-title': 'Ist das Ihr Gerät?',
  'device.confirm-lead': '{app} bittet um Zugriff von einem Gerät aus, das diesen Code anzeigt:',
  'device.warning': 'Fahren Sie nur fort, wenn Sie selbst damit begonnen haben',
  'device.warning-detail':
    'Das Gerät muss vor Ihnen stehen und denselben Code anzeigen. Wenn Ihnen jemand den Code oder einen Link geschickt hat, ist es nicht Ihres: Den Zugriff, den Sie erlauben, bekäme, wer das Gerät hat.',
  'device.confirm': 'Mein Gerät zeigt diesen Code an',
  'device.refuse': 'Das ist nicht mein Gerät',
  'device.assurance': 'Als Nächstes melden Sie sich an und sehen, worum die App bittet. Vorher ist nichts erlaubt.',
  'device.done-title': 'Zurück zu Ihrem Gerät',
  'device.connected': 'Gerät verbunden',
  'device.go-back': 'Gehen Sie zurück zu Ihrem Gerät',
  'device.goes-on': '{app} macht dort in wenigen Sekunden weiter. Sie können diese Seite schließen.',
  'device.not-connected': 'Gerät nicht verbunden',
  'device.no-access': 'Das Gerät hat keinen Zugriff bekommen',
  'device.cannot-act': '{app} kann nicht für Sie handeln.',

  'logout.confirm': 'Abmelden?',
  'logout.confirm-detail': 'Das beendet Ihre Sitzung hier, für alle Apps, die sie benutzen.',
  'logout.stay': 'Um angemeldet zu bleiben, schließen Sie diese Seite.',
  'logout.ended': 'Sitzung beendet',
  'logout.title': 'Sie sind abgemeldet',
  'logout.shared': 'Schließen Sie an einem gemeinsam genutzten Computer auch das Browserfenster.',
  'logout.unchecked':
    'Die App {app} möchte Sie zu einer anderen Website weiterleiten. Dieser Anmeldedienst steht für sie nicht ein. Gehen Sie nur weiter, wenn Sie die App eben benutzt haben.',
  'way.continue-to': 'Weiter zu {place}',

  'leave.title': 'Sie verlassen diese Website',
  'leave.status': 'Die Anfrage wurde nicht abgeschlossen',
  'leave.lead':
    'Eine Anfrage von {app} konnte nicht abgeschlossen werden. Der Weg zurück zur App führt zu einer anderen Website.',
  'leave.detail':
    'Dieser Anmeldedienst steht für diese App nicht ein. Gehen Sie nur weiter, wenn Sie sie eben benutzt haben. Sonst schließen Sie diese Seite; es wurde nichts weitergegeben.',
  'leave.other-site': 'Andere Website',
  'leave.error': 'Fehler',

  'form-post.title': 'Zurück zur App',
  'form-post.to': 'Sie sind auf dem Weg zu {app}.',
  'form-post.lead': 'Wenn nichts geschieht, drücken Sie auf „Weiter“.',
};

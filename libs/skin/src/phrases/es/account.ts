import type { account as english } from '../en/account.js';

/** The page of a person's account. */
export const account: Readonly<Record<keyof typeof english, string>> = {
  'account.title': 'Su cuenta',
  'account.current-password': 'Contraseña actual',
  'account.change-password': 'Cambiar la contraseña',
  'account.change-password-detail':
    'Se cerrará su sesión en todos los demás sitios, y las aplicaciones que conectó tendrán que preguntarle de nuevo.',
  'account.no-password-change':
    'Aquí no puede cambiar su contraseña. Consulte a los responsables de este servicio si necesita otra.',

  'account.proof':
    '{purpose, select, passkeys {Para añadir o quitar una llave de acceso, {link}.} other {Para cambiar la aplicación u obtener códigos de recuperación nuevos, {link}.}}',
  'account.proof-link': 'demuestre primero otra vez que es usted',
  'account.proof-why': 'Así queda fuera quien solo encuentre abierto su navegador.',

  'account.passkeys': 'Llaves de acceso',
  'account.passkeys-enough':
    'Con una llave de acceso inicia sesión sin contraseña: con su teléfono, su ordenador o una llave de seguridad.',
  'account.passkeys-second':
    'Con una llave de acceso, su teléfono, su ordenador o una llave de seguridad es el segundo paso del inicio de sesión.',
  'account.passkey-added': 'Añadida el {date}.',
  'account.passkey-used': 'Usada por última vez el {date}.',
  'account.passkey-unused': 'Aún sin usar.',
  'account.passkey-synced': 'Sus otros dispositivos también pueden tenerla.',
  'account.change': 'Cambiar',
  'account.name': 'Nombre',
  'account.save-name': 'Guardar el nombre',
  'account.remove-passkey': 'Quitar esta llave de acceso',
  'account.passkey-needed': 'Su cuenta necesita un segundo paso: añada otro antes de quitar esta llave de acceso.',
  'account.new-passkey-name': 'Nombre de la nueva llave de acceso',
  'account.new-passkey-hint': 'Para que la reconozca, como «Portátil del trabajo». Puede dejarlo vacío.',
  'account.add-passkey': 'Añadir una llave de acceso',

  'account.codes-left':
    '{count, plural, one {Queda {number} código de recuperación.} other {Quedan {number} códigos de recuperación.}}',
  'account.has-app': 'También inicia sesión con un código de su aplicación de autenticación.',
  'account.has-passkeys':
    'Sus llaves de acceso son su segundo paso. Además puede configurar una aplicación de autenticación.',
  'account.set-up-another-app': 'Configurar otra aplicación',
  'account.set-up-app': 'Configurar una aplicación de autenticación',
  'account.renew-codes': 'Obtener códigos de recuperación nuevos',
  'account.renew-codes-detail': 'Los que tiene dejarán de servir.',
  'account.remove-app': 'Quitar la aplicación de autenticación',
  'account.app-demanded': 'Su cuenta necesita un segundo paso: puede cambiarlo, pero no quitarlo.',
  'account.no-second-step':
    'Aún no tiene ninguno. Con un código de su teléfono, no entra nadie que solo sepa su contraseña.',

  'account.notice.password-changed':
    'Su contraseña se ha cambiado. Se ha cerrado su sesión en todos los demás sitios, y las aplicaciones tendrán que preguntarle de nuevo.',
  'account.notice.second-factor-removed':
    'El segundo paso se ha quitado. Desde ahora, solo su contraseña protege su cuenta.',
  'account.notice.authenticator-removed':
    'La aplicación de autenticación se ha quitado. Desde ahora, sus llaves de acceso son su segundo paso.',
  'account.notice.passkey-added': 'La llave de acceso se ha añadido.',
  'account.notice.passkey-renamed': 'La llave de acceso tiene ahora otro nombre.',
  'account.notice.passkey-removed':
    'La llave de acceso se ha quitado. Ya nadie puede usarla aquí; también puede borrarla de su dispositivo.',
  'account.notice.recovery-codes-gone':
    'Sus códigos de recuperación ya no se muestran. Si no los guardó, pida otros nuevos en «Segundo paso».',
  'account.problem.passkey-known': 'Esta llave de acceso ya está aquí. Use otro dispositivo u otra llave de seguridad.',
  'account.problem.too-many-passkeys':
    'Tiene tantas llaves de acceso como puede tener una cuenta. Quite alguna que ya no use.',
};

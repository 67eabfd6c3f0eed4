import type { common as english } from '../en/common.js';

/** What several pages say. */
export const common: Readonly<Record<keyof typeof english, string>> = {
  'common.sentences': '{first} {rest}',
  'common.moment': '{date}, {time} UTC',
  'common.at': '{at}',
  'common.problem': 'Hay un problema',
  'common.to-continue': 'para continuar a {app}',
  'common.signed-in-as': 'Sesión iniciada como {name}',
  'common.not-you': '¿No es usted?',
  'common.sign-out': 'Cerrar sesión',
  'common.sign-in': 'Iniciar sesión',
  'common.continue': 'Continuar',
  'common.cancel': 'Cancelar',
  'common.cancel-sign-in': 'Cancelar e iniciar sesión de nuevo',
  'common.back-to-sign-in': 'Volver al inicio de sesión',
  'common.send-code': 'Enviar un código',
  'common.code': 'Código',
  'common.user-name': 'Nombre de usuario',
  'common.password': 'Contraseña',
  'common.new-password': 'Contraseña nueva',
  'common.new-password-again': 'Repita la contraseña nueva',
  'common.your-current-password': 'Su contraseña actual',
  'common.reference-number': 'Número de referencia',
  'common.none': 'ninguno',
};

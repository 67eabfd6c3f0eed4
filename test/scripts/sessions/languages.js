// Вход выполнен: добавить права пациента
/* 患者コンテキストを設定する — ログイン成功後に呼ばれる */
// تسجيل الدخول ناجح
/* Función española: ¡ojo con los acentos! */
var сообщения = { приветствие: 'Здравствуйте' };
const 患者 = 'patient';
function onAuthenticateSuccess(theOutcome, theOutcomeFactory, theContext) {
  Log.info(`${сообщения.приветствие}, ${theOutcome.givenName} 👩‍⚕️ ${[...'👩‍⚕️'].length}`);
  theOutcome.addLaunchResourceId(患者, 'p-ñ'.normalize('NFC').replace('ñ', 'n'));
  theOutcome.setUserData('\u006bey', theOutcome.familyName.split('').reverse().join(''));
  return theOutcome;
}

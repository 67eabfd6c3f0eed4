/** Devices, the end of a session, and the ways back to apps. */
export const ways = {
  'device.title': 'Connect a device',
  'device.lead': 'Enter the code that your device shows.',
  'device.code-hint': 'Eight letters, like WDJB-MJHT. The dash does not matter.',
  'device.problem.unknown':
    'This code is not known, or its time is over. Check it on your device, or start again there for a new one.',
  'device.problem.too-many': 'Too many codes were entered that are not known. Wait ten minutes and try again.',
  'device.confirm-title': 'Is this your device?',
  'device.confirm-lead': '{app} asks for access from a device that shows this code:',
  'device.warning': 'Only go on if you started this yourself',
  'device.warning-detail':
    'The device must be in front of you and show the same code. If somebody sent you the code or a link, it is not yours: whoever holds the device would get the access that you allow.',
  'device.confirm': 'My device shows this code',
  'device.refuse': 'This is not my device',
  'device.assurance': 'Next you sign in and see what the app asks for. Nothing is allowed before that.',
  'device.done-title': 'Back to your device',
  'device.connected': 'Device connected',
  'device.go-back': 'Go back to your device',
  'device.goes-on': '{app} goes on there in a few seconds. You can close this page.',
  'device.not-connected': 'Device not connected',
  'device.no-access': 'The device got no access',
  'device.cannot-act': '{app} cannot act for you.',

  'logout.confirm': 'Sign out?',
  'logout.confirm-detail': 'This ends your session here, for every app that uses it.',
  'logout.stay': 'To stay signed in, close this page.',
  'logout.ended': 'Session ended',
  'logout.title': 'You are signed out',
  'logout.shared': 'On a shared computer, close the browser window as well.',
  'logout.unchecked':
    'The app {app} asks you to go on to another site. This sign-in service does not vouch for it. Go on only if you were using the app just now.',
  'way.continue-to': 'Continue to {place}',

  'leave.title': 'You are leaving this site',
  'leave.status': 'The request was not completed',
  'leave.lead': 'A request of {app} could not be completed. The way back to the app leads to another site.',
  'leave.detail':
    'This sign-in service does not vouch for this app. Go on only if you were using it just now. Otherwise close this page; nothing was shared.',
  'leave.other-site': 'Other site',
  'leave.error': 'Error',

  'form-post.title': 'Returning to the app',
  'form-post.to': 'You are on your way to {app}.',
  'form-post.lead': 'If nothing happens, press Continue.',
} as const;

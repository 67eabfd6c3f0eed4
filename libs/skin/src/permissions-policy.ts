/** Features of browsers that no page of ours uses, whatever gets into it. */
const NEEDLESS_FEATURES = [
  'accelerometer',
  'autoplay',
  'camera',
  'display-capture',
  'encrypted-media',
  'fullscreen',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'picture-in-picture',
  'screen-wake-lock',
  'usb',
  'xr-spatial-tracking',
];
const OF_PASSKEYS = ['publickey-credentials-create', 'publickey-credentials-get'];

const WITH_PASSKEYS = policyAgainst(NEEDLESS_FEATURES);
const WITHOUT_PASSKEYS = policyAgainst([...NEEDLESS_FEATURES, ...OF_PASSKEYS]);

/**
 * Which features of the browser a page may use: none but passkeys, and these only where it asks for one.
 * @see W3C Permissions Policy
 */
export function permissionsPolicy(asksForPasskeys = false): string {
  return asksForPasskeys ? WITH_PASSKEYS : WITHOUT_PASSKEYS;
}

function policyAgainst(features: readonly string[]): string {
  return features.map((feature) => `${feature}=()`).join(', ');
}

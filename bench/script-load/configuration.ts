import type { FurtherConfiguration } from '../targets/gatehouse-configuration.js';

/** Ports of what is there beside the module `smart_auth`. */
export interface Ports {
  /** Module without scripts. */
  readonly plain: number;
  /** Module whose people are let in by a script that comes to no end. */
  readonly looping: number;
  readonly context: number;
}

/** Gets a token from this very server, and with it the patient of a launch from the context service. */
const LAUNCH = `
function onTokenGenerating(theUserSession, theAuthorizationRequestDetails, theClientDetails) {
  if (theUserSession === null || theAuthorizationRequestDetails.grantType !== 'authorization_code') return;
  const post = Http.post(Environment.getEnv('JS_TOKEN_ENDPOINT'));
  post.setContentType('application/x-www-form-urlencoded');
  const secret = Converter.urlEncodeString(Environment.getEnv('JS_SECRET'));
  post.setContentString('grant_type=client_credentials&client_id=bench-backend&client_secret=' + secret);
  post.execute();
  if (!post.isSuccess()) throw new Error(post.getFailureMessage());
  const get = Http.get(Environment.getEnv('JS_CONTEXT') + '/launches/' + theUserSession.username);
  get.addRequestHeader('Authorization', 'Bearer ' + post.parseResponseAsJson().access_token);
  get.execute();
  if (!get.isSuccess()) throw new Error(get.getFailureMessage());
  const { patient, encounter } = get.parseResponseAsJson();
  theUserSession.addLaunchResourceId('patient', patient);
  theUserSession.addLaunchResourceId('encounter', encounter);
}`;

/** A new version each time: of this one nothing is known yet. */
export const loopingScript = (version: number): string =>
  `// version ${version}\nfunction onAuthenticateSuccess(theOutcome) { for (;;); }`;

/** In its place: lets everybody in. */
export const harmlessScript = (version: number): string =>
  `// version ${version}\nfunction onAuthenticateSuccess(theOutcome) { return theOutcome; }`;

export const LOOPING_FILE = 'looping.js';

/** An installation with two more modules; `secret` is the one of `bench-backend`. */
export function configuration(ports: Ports, secret: string, hasScript: boolean): FurtherConfiguration {
  const script = [
    'module.smart_auth.config.post_authorize_script.file=classpath:launch.js',
    `module.smart_auth.config.script.http.allowed_hosts=127.0.0.1:PORT,127.0.0.1:${ports.context}`,
  ];
  return {
    properties: [
      ...(hasScript ? script : []),
      'module.looping_security.type=SECURITY_IN_LOCAL',
      'module.looping_security.config.seed.users.file=classpath:users.json',
      `module.looping_security.config.callback_script.file=classpath:${LOOPING_FILE}`,
      ...outbound('plain_auth', 'local_security', ports.plain),
      ...outbound('looping_auth', 'looping_security', ports.looping),
    ],
    files: { 'launch.js': LAUNCH, [LOOPING_FILE]: loopingScript(0) },
    environment: {
      JS_TOKEN_ENDPOINT: 'http://127.0.0.1:PORT/oauth/token',
      JS_CONTEXT: `http://127.0.0.1:${ports.context}`,
      JS_SECRET: secret,
    },
  };
}

function outbound(id: string, inbound: string, port: number): readonly string[] {
  return [
    `module.${id}.type=SECURITY_OUT_SMART`,
    `module.${id}.requires.SECURITY_IN_UP=${inbound}`,
    `module.${id}.config.bind_address=127.0.0.1`,
    `module.${id}.config.port=${port}`,
    `module.${id}.config.issuer.url=http://127.0.0.1:${port}`,
    `module.${id}.config.seed_clients.file=classpath:clients.json`,
  ];
}

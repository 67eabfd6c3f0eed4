/** Registered for the native app of these cases. */
export const NATIVE_URI = 'http://127.0.0.1/cb';

/** A URI that must not be taken for the one its client registered. */
export interface ForgedRedirectUri {
  /** Row of the security cases. */
  readonly id: string;
  /** `public-app` has `https://app.example/cb`, `nat` has {@link NATIVE_URI}, `local` has `http://localhost/cb`. */
  readonly client: 'public-app' | 'nat' | 'local';
  readonly uri: string;
}

const inputs: Readonly<Record<string, readonly string[]>> = {
  'V-01': [
    'https://a@b@evil.test/cb',
    'https://app.example@evil.test/cb',
    'https://app.example%40evil.test/cb',
    'https://user:pw@app.example/cb',
    'https://@app.example/cb',
    'https://app.example\\@evil.test/cb',
  ],
  'V-02': [
    'https://app.example/cb/..;/x',
    'https://app.example/cb/../x',
    'https://app.example/cb/%2e%2e/x',
    'https://app.example/cb/%252e%252e/x',
    'https://app.example/cb/.',
    'https://app.example/cb/',
    'https://app.example/cb//',
    'https://app.example/cb;/x',
    'https://app.example/x/../cb',
    'https://app.example//cb',
    'https://app.example/%63b',
  ],
  'V-03': [
    'http://localhost.evil.test/cb',
    'http://localhost@evil.test/cb',
    'http://127.0.0.1.evil.test/cb',
    'http://127.1/cb',
    'http://0/cb',
    'http://2130706433/cb',
    'http://[::ffff:127.0.0.1]/cb',
    'http://localhost:80\\@evil.test/',
    'http://localhost/cb',
    'http://LOCALHOST/cb',
  ],
  'V-04': [
    'http://127.0.0.1:5123/cb?x=y',
    'http://127.0.0.1:5123/cb#f',
    'http://127.0.0.1:5123/CB',
    'http://127.0.0.1:5123/cb/',
    'http://127.0.0.2:5123/cb',
    'https://127.0.0.1:5123/cb',
    'http://127.0.0.1:/cb',
    'http://127.0.0.1:99999/cb',
    'http://127.0.0.1:5123@evil.test/cb',
    'http://127.0.0.1:51 23/cb',
  ],
  'V-05': ['https://app.example/CB', 'HTTPS://app.example/cb', 'https://APP.example/cb'],
  'V-06': [
    'https://app.example.evil.test/cb',
    'https://evilapp.example/cb',
    'https://app.example:443/cb',
    'https://app.example./cb',
    'http://app.example/cb',
    'https://app.example/cb?',
    'https://app.example/cb#',
    'https://app.example/cb#https://evil.test',
    'https://app.example/cb?next=https://evil.test',
    'https://app.example/c',
    '//app.example/cb',
    '/cb',
    'https:app.example/cb',
    'https:///app.example/cb',
  ],
  'V-09': ['javascript:alert(1)', 'data:text/html,x', 'javascript://app.example/cb%0aalert(1)'],
};

const nativeCases = new Set(['V-03', 'V-04']);

/** V-01 to V-09 as requests: each answered with an error page. */
export const forgedRedirectUris: readonly ForgedRedirectUri[] = [
  ...Object.entries(inputs).flatMap(([id, uris]) =>
    uris.map((uri): ForgedRedirectUri => ({ id, client: nativeCases.has(id) ? 'nat' : 'public-app', uri })),
  ),
  ...(inputs['V-03'] ?? [])
    .filter((uri) => uri !== 'http://localhost/cb')
    .map((uri): ForgedRedirectUri => ({ id: 'V-03', client: 'local', uri })),
];

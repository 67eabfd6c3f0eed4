/** By the folder they are in. The guest has the stand-ins themselves (`guest/apis/java-stand-ins.ts`); tests hold the two together. */
const STAND_INS: Readonly<Record<string, string>> = {
  'java.util':
    'ArrayList LinkedList Vector List HashSet LinkedHashSet TreeSet Set HashMap LinkedHashMap TreeMap Hashtable Map Arrays Collections Objects UUID Date Base64',
  'java.lang':
    'System String StringBuilder StringBuffer Integer Long Short Double Float Boolean Math Exception RuntimeException IllegalArgumentException IllegalStateException',
  'java.net': 'URLEncoder URLDecoder',
  'java.nio.charset': 'StandardCharsets',
  'java.time': 'Instant',
};

/** Java classes for which scripts get a stand-in. */
export const javaStandIns: ReadonlySet<string> = new Set(
  Object.entries(STAND_INS).flatMap(([folder, names]) => names.split(' ').map((name) => `${folder}.${name}`)),
);

/** What to do instead of a class, by the start of its name, the longest first; with names for people who look for theirs. */
export const javaAdvice: readonly (readonly [RegExp, names: string, instead: string])[] = [
  [
    /^java\.(net|nio\.channels)|^org\.apache\.http|^okhttp|HttpClient/i,
    'java.net.*, org.apache.http.*, okhttp3.*',
    'use Http to call other servers',
  ],
  [
    /^java\.(io|nio)\./,
    'java.io.*, java.nio.*',
    'scripts read no files; values for them stand in variables whose names begin with JS_ (Environment.getEnv)',
  ],
  [/^java\.(time|text)\.|SimpleDateFormat/, 'java.time.*, java.text.*', 'use Date of JavaScript, or DateParser'],
  [
    /^(java\.security|javax\.crypto)\./,
    'java.security.*, javax.crypto.*',
    'scripts have no cryptography; let a service do it, and call it with Http',
  ],
  [
    /^java\.lang\.(Runtime|Process|Thread|Class|reflect)/,
    'java.lang.Runtime, Thread, Class, reflect.*',
    'scripts start nothing, and see nothing of the server',
  ],
  [
    /^java\.sql\.|^javax\.sql/,
    'java.sql.*, javax.sql.*',
    'scripts reach no database; put a service before it, and call it with Http',
  ],
  [
    /^(ca\.uhn|org\.hl7)\./,
    'ca.uhn.fhir.*, org.hl7.fhir.*',
    'use Fhir or FhirClientFactory, and plain JSON for resources',
  ],
  [
    /^(com\.amazonaws|software\.amazon|com\.azure|com\.google\.cloud)\./,
    'com.amazonaws.*, software.amazon.*, com.azure.*, com.google.cloud.*',
    'secrets and settings stand in variables whose names begin with JS_ (Environment.getEnv); call services with Http',
  ],
  [/slf4j|log4j|logging/i, 'org.slf4j.*, java.util.logging.*', 'use Log'],
  [/json|jackson|gson/i, 'com.fasterxml.jackson.*, com.google.gson.*', 'use JSON of JavaScript'],
];

/** What to do instead of a class that is not there. @param name `java.net.URL` */
export function adviceFor(name: string): string {
  return javaAdvice.find(([pattern]) => pattern.test(name))?.[2] ?? 'write it in JavaScript';
}

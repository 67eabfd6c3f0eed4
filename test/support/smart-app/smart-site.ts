import { ehrClient } from '../ehr.js';
import { openSql } from '../postgres.js';
import { FhirEndpoint } from '../fhir-endpoint.js';
import { SECRET, testClients } from '../test-clients.js';
import { startTestServer, type TestServer } from '../test-server.js';
import { amelia, carla } from '../test-users.js';
import { SmartApp } from './smart-app.js';

/** Everything a launch needs: Gatehouse, a FHIR server that trusts it, and an app registered with it. */
export interface SmartSite {
  readonly gatehouse: TestServer;
  readonly fhir: FhirEndpoint;
  readonly app: SmartApp;
  /** Authorization codes issued so far. */
  codesIssued(): Promise<number>;
  stop(): Promise<void>;
}

/** Scopes the app asks for when the test does not say otherwise. */
export const LAUNCH_SCOPES = [
  'openid',
  'fhirUser',
  'launch/patient',
  'patient/Patient.rs',
  'patient/Observation.rs',
  'offline_access',
].join(' ');

/** Lines of the property file with which people search the FHIR server for their patients. */
export const patientSearch = [
  'module.smart_auth.config.context_selection.source=fhir_search',
  'module.smart_auth.config.context_selection.fhir_base_url=FHIR_BASE',
  'module.smart_auth.config.context_selection.fhir_client_id=context-search',
];

const searchClient = {
  clientId: 'context-search',
  clientName: 'Search for patients',
  enabled: true,
  allowedGrantTypes: [],
  scopes: ['user/*.rs'],
  secretRequired: true,
};

/**
 * Starts all three, with `aud` checked (STD A4) and more lines of the property file where a test needs them; `FHIR_BASE` stands for the
 * base of the FHIR server. The app is known as `growth-chart`, and as `kiosk` where nobody is asked for approval.
 */
export async function startSmartSite(properties: readonly string[] = []): Promise<SmartSite> {
  const fhir = new FhirEndpoint();
  const app = new SmartApp();
  await Promise.all([fhir.start(), app.start()]);
  const gatehouse = await startTestServer({
    clients: [...testClients, ...appClients(app), ehrClient, searchClient],
    users: [amelia, carla],
    properties: ['module.smart_auth.config.allowed_audience_list=FHIR_BASE', ...properties].map((line) =>
      line.replaceAll('FHIR_BASE', fhir.baseUrl),
    ),
  });
  fhir.trust({ issuer: gatehouse.issuer, clientId: 'resource-server', secret: SECRET });
  const { sql, close } = openSql(gatehouse.databaseUrl, 1);
  return {
    gatehouse,
    fhir,
    app,
    codesIssued: async () => {
      const rows = await sql.query<{ count: number }>(COUNT_CODES, []);
      return rows[0]?.count ?? 0;
    },
    stop: async () => {
      await close();
      await Promise.all([gatehouse.stop(), fhir.stop(), app.stop()]);
    },
  };
}

const COUNT_CODES = { name: 'count_codes', text: 'SELECT count(*)::int AS count FROM authorization_code' };

function appClients(app: SmartApp): readonly Readonly<Record<string, unknown>>[] {
  const scopes = LAUNCH_SCOPES.split(' ');
  const common = {
    enabled: true,
    secretRequired: false,
    allowedGrantTypes: ['AUTHORIZATION_CODE', 'REFRESH_TOKEN'],
    accessTokenValiditySeconds: 300,
    refreshTokenValiditySeconds: 86_400,
    registeredRedirectUris: [app.redirectUri, `${app.origin}/form-post`],
    launchUrls: [app.ehrLaunchUrl],
    scopes: [...scopes, 'launch', 'launch/encounter'],
  };
  return [
    { ...common, clientId: 'growth-chart', clientName: 'Growth Chart' },
    { ...common, clientId: 'kiosk', clientName: 'Kiosk', autoApproveScopes: scopes },
  ];
}

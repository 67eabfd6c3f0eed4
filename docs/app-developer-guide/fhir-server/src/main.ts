// A FHIR endpoint with two observations, which lets in who shows an access token of Gatehouse.
import { Controller, Get, Module, NotFoundException, Param, UseGuards } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import {
  allowsIn,
  SmartCaller,
  SmartResourceServerGuard,
  SmartResourceServerModule,
  SmartRoute,
  type Authority,
  type TokenCaller,
} from 'gatehouse/resource-server';

const { ISSUER = '', AUDIENCE = '', CLIENT_ID = '', CLIENT_SECRET = '', PORT = '3000' } = process.env;
const { OTHER_ISSUER, EVALUATION } = process.env;

const observations = new Map([
  ['blood-pressure', { patient: 'Patient/123', value: '120/80' }],
  ['weight', { patient: 'Patient/456', value: '70 kg' }],
]);

@Controller('fhir')
@UseGuards(SmartResourceServerGuard)
class FhirController {
  @Get('Observation/:id')
  @SmartRoute({ access: { interaction: 'r', resourceType: 'Observation' } })
  read(@Param('id') id: string, @SmartCaller() { authorities }: TokenCaller) {
    const observation = observations.get(id);
    const compartments = observation === undefined ? [] : [observation.patient];
    // What the caller may not see is not there for them.
    if (observation === undefined || !allowsIn(authorities, 'r', { resourceType: 'Observation', compartments }))
      throw new NotFoundException();
    return { resourceType: 'Observation', id, subject: { reference: observation.patient }, value: observation.value };
  }

  @Get('who-am-i')
  whoAmI(@SmartCaller() { subject, clientId, scopes, patient }: TokenCaller) {
    return { subject, clientId, scopes, patient };
  }

  @Get('break-the-glass')
  @SmartRoute({ scopes: ['launch/patient'], maxAge: 60 })
  breakTheGlass() {
    return { opened: true };
  }
}

/** People and services of another authorization server, which knows nothing of permissions: the scopes alone decide, and only about reading. */
const permissions = (): readonly Authority[] => [{ permission: 'ROLE_FHIR_CLIENT_SUPERUSER_RO' }];

@Module({
  imports: [
    SmartResourceServerModule.forRoot({
      issuers: [
        { issuer: ISSUER, introspection: { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET } },
        ...(OTHER_ISSUER === undefined ? [] : [{ issuer: OTHER_ISSUER, permissions }]),
      ],
      audience: AUDIENCE,
      cacheSeconds: 5,
      evaluation: EVALUATION === 'true',
    }),
  ],
  controllers: [FhirController],
})
class Application {}

const app = await NestFactory.create(Application, new FastifyAdapter());
await app.listen(Number(PORT), '127.0.0.1');
console.log(`Listening at ${await app.getUrl()}`);

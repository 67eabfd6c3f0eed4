import { Delete, Get, Inject } from '@nestjs/common';
import {
  SESSION_ADMINISTRATION,
  type SessionAdministration,
} from '#outbound-smart/session-management/session-administration.port';
import { Call, type AdminCall } from '../http/admin-call.js';
import { AdminController, Opens } from '../http/admin-route.js';
import { Answer } from '../http/answer.js';
import { found } from '../http/refused-change.js';
import { ConnectedClientsDto, WithdrawalDto } from './connected-clients.dto.js';
import { personIn, PersonQuery, WithdrawalQuery } from './person.query.js';

const MANAGE = ['OPENID_CONNECT_MANAGE_GLOBAL_SESSIONS'] as const;
const refusals = [404];
const NOBODY = 'There is no such user.';

/** What apps may do in people's names. */
@AdminController('openid-connect-sessions', 'Sessions')
export class SessionsController {
  constructor(@Inject(SESSION_ADMINISTRATION) private readonly sessions: SessionAdministration) {}

  @Get('all/user')
  @Opens({
    summary: 'List the apps of a person',
    ...{ needs: MANAGE, answers: { 200: ConnectedClientsDto }, query: PersonQuery, refusals },
  })
  async list(@Call() { query }: AdminCall<PersonQuery>) {
    return new Answer(200, { clients: found(await this.sessions.clientsOf(personIn(query)), NOBODY) });
  }

  @Delete('all/user')
  @Opens({
    summary: 'Withdraw the access of one app or of all',
    ...{ needs: MANAGE, answers: { 200: WithdrawalDto }, query: WithdrawalQuery, refusals },
  })
  async withdraw(@Call() { query, author }: AdminCall<WithdrawalQuery>) {
    const { client_id: clientId, ...who } = query;
    const withdrawal = { person: personIn(who), author, ...(clientId !== '' && { clientId }) };
    return new Answer(200, found(await this.sessions.withdraw(withdrawal), NOBODY));
  }
}

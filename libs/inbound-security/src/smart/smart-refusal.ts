import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';

/** A call that a guard refuses, by RFC 6750; the headers are set already. */
export class SmartRefusal extends HttpException {}

/** As every HTTP framework has it. */
interface Reply {
  status(code: number): unknown;
  send(body: unknown): unknown;
}

/** Answers refusals even where the application runs on a copy of Nest of its own, whose filters would take them for faults. */
@Catch(SmartRefusal)
export class SmartRefusalFilter implements ExceptionFilter<SmartRefusal> {
  catch(refusal: SmartRefusal, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<Reply>();
    reply.status(refusal.getStatus());
    reply.send(refusal.getResponse());
  }
}

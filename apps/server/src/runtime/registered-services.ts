import type { INestApplicationContext } from '@nestjs/common';

/** What is registered in an application: the application itself, or a reference to it from within. */
export type RegisteredServices = Pick<INestApplicationContext, 'get'>;

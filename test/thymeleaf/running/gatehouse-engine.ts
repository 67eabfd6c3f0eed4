import type { Engine } from './engine.js';

/** The engine of `libs/thymeleaf`: nothing renders yet. */
export const gatehouseEngine: Engine = async () => ({ kind: 'crashed', message: 'there is nothing that renders yet' });

// The load process: takes orders from its parent, one at a time, and ends when the parent goes away.
import { measure } from './measure.js';
import type { LoadMessage, MeasurementOrder } from './measurement.js';

function tell(message: LoadMessage): void {
  if (process.connected) process.send?.(message);
}

async function carryOut(order: MeasurementOrder): Promise<void> {
  try {
    const measurement = await measure(order, {
      opened: () => tell({ kind: 'opened' }),
      closed: () => tell({ kind: 'closed' }),
    });
    tell({ kind: 'measured', measurement });
  } catch (error) {
    tell({ kind: 'failed', reason: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

process.on('message', (order: MeasurementOrder) => void carryOut(order));

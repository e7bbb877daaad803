// A stream on which nothing is published for 40 s stays open, with the hub's default heartbeat.
import { setTimeout } from 'node:timers/promises';
import { Failure } from '../failure.js';

export default {
  column: '40 s of silence',
  // Mostly waits, so that others can be played meanwhile.
  waits: true,
  async play(trial) {
    await setTimeout(40_000);
    await trial.each(async (client) => {
      const requests = client.proxy.cursors.length;
      if (requests > 1) {
        throw new Failure('reconnects', `${requests} requests`);
      }
      await client.publish();
      await client.isComplete();
    });
  },
};

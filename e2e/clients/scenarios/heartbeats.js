// A client that hears nothing but heartbeats, on a hub that others use, comes back to where the log was last.
import { Failure } from '../failure.js';
import { until } from '../until.js';

export default {
  column: 'heartbeats',
  settings: { TIDINGS_SUBSCRIBE_HEARTBEAT: '1s' },
  async play(trial) {
    const elsewhere = await trial.hub.publish('elsewhere', '{}');
    // All of them hear of it before any goes on: what one publishes would be in the heartbeats of the others.
    await trial.each((client) => until(() => client.proxy.tail.includes(elsewhere)));
    await trial.each(async (client) => {
      await client.missesNothingWhileCutOff();
      if (!client.proxy.cursors.includes(elsewhere)) {
        throw new Failure('keeps an old id', client.proxy.cursors.join(' '));
      }
    });
  },
};

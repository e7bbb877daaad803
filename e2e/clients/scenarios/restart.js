// A lone hub is stopped by SIGTERM while it has many streams, and started again. Clients that come back too early are
// refused, meet a hub that is gone, and still come back later.
import { Crowd } from '../crowd.js';
import { until } from '../until.js';

const STREAMS = 1_500;

// Longer than the hub tells any client to wait, which is five seconds at most.
const SECONDS_TO_RETRY = 15;

export default {
  column: 'restart',
  settings: { TIDINGS_DRAIN_DELAY: '1s' },
  async play(trial) {
    const crowd = await Crowd.join(trial.hub, STREAMS);
    await trial.each(async (client) => {
      await client.publish('?retry=50');
      await client.isComplete();
    });

    const gone = trial.hub.terminate();
    await until(() => trial.hub.refusesStreams());
    await trial.each(async (client) => {
      const { opened } = client.proxy;
      client.proxy.end();
      await client.publish();
      // To a refusal; one that is slow meets a hub that is gone.
      await Promise.race([client.comesBack(opened), gone]);
    });
    await gone;
    crowd.leave();
    await trial.each((client) => until(() => client.proxy.unreachable > 0, SECONDS_TO_RETRY));
    await trial.hub.start();

    await trial.each(async (client) => {
      await client.publish();
      await client.isComplete();
    });
  },
};

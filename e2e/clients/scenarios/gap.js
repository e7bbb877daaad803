// A client that comes back after its history was dropped hears of the gap, and then what is left.
import { Failure } from '../failure.js';

export default {
  column: 'gap',
  settings: { TIDINGS_SUBSCRIBE_RECENT_EVENTS: '1' },
  async play(trial) {
    await trial.each(async (client) => {
      const first = await client.publishText('{}', '?retry=50');
      await client.sees('first event', ({ id }) => id === first);
      const { opened } = client.proxy;
      client.proxy.hold();
      client.proxy.cut();
      await client.publishText('{}', '');
      await trial.hub.drop(client.topic);
      const left = await client.publishText('{}', '');

      client.proxy.release();

      await client.comesBack(opened);
      await client.sees('event that is left', ({ id }) => id === left);
      const types = client.seen.map(({ type }) => type).filter((type) => type !== 'tidings:cursor');
      if (`${types}` !== 'message,tidings:gap,message') {
        throw new Failure('no gap', JSON.stringify(client.seen));
      }
    });
  },
};

// After a cut, a client waits as long as the last `retry:` said, or at least half of that if it spreads its reconnects.
import { Failure } from '../failure.js';

// More than twice as long as any client waits by default.
const RETRY = 12_000;

export default {
  column: '`retry:`',
  // Mostly waits, so that others can be played meanwhile.
  waits: true,
  async play(trial) {
    await trial.each(async (client) => {
      await client.publish(`?retry=${RETRY}`);
      await client.isComplete();
      const { opened } = client.proxy;
      const cut = Date.now();
      client.proxy.end();
      await client.comesBack(opened);
      if (Date.now() - cut < RETRY / 2) {
        throw new Failure('ignores it', `back after ${Date.now() - cut} ms`);
      }
    });
  },
};

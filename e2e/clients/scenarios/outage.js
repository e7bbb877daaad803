// The file of the log is gone for a while, and a client that reconnects meanwhile comes back when it is there again.
import { setTimeout } from 'node:timers/promises';
import { renameSync } from 'node:fs';
import { until } from '../until.js';

export default {
  column: 'log away',
  async play(trial) {
    await trial.each(async (client) => {
      await client.publish('?retry=50');
      await client.isComplete();
    });
    const { folder } = trial.hub;
    renameSync(folder, `${folder}-away`);
    await until(async () => !(await trial.hub.isReady()));

    await trial.each(async (client) => {
      const { opened } = client.proxy;
      client.proxy.end();
      await client.comesBack(opened);
    });
    await setTimeout(2_000);
    renameSync(`${folder}-away`, folder);
    await until(() => trial.hub.isReady());

    await trial.each(async (client) => {
      await client.publish();
      await client.isComplete();
    });
  },
};

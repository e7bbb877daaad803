// A client that was connected and has heard nothing yet is cut off: it misses nothing.
import { setTimeout } from 'node:timers/promises';

export default {
  column: 'idle cut',
  async play(trial) {
    // Whatever the hub says at the opening has come.
    await setTimeout(1_000);
    await trial.each((client) => client.missesNothingWhileCutOff());
  },
};

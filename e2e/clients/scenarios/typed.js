// Events with a type and events without one keep it, and their id.
import { Failure } from '../failure.js';

export default {
  column: 'typed events',
  async play(trial) {
    await trial.each(async (client) => {
      const published = [
        { type: 'kind', id: await client.publish('?type=kind') },
        { type: 'message', id: await client.publish() },
      ];
      await client.isComplete();
      for (const { type, id } of published) {
        if (!client.seen.some((event) => event.type === type && event.id === id)) {
          throw new Failure('other type or id', JSON.stringify(client.seen));
        }
      }
    });
  },
};

// What is published arrives as it is, but for line ends.
import { Failure } from '../failure.js';

const SAMPLES = {
  Unicode: 'Grüße \u{1F600} \u2028 \u00A0.',
  'a leading space': ' x',
  'many lines': 'a\n\nb\r\nc\rd\n',
  'field names': 'id: 1\ndata: x\n\n: y',
  'empty data': '',
  '1 MB': 'ä'.repeat(500_000),
};

export default {
  column: 'content',
  async play(trial) {
    await trial.each(async (client) => {
      const ids = {};
      for (const [name, data] of Object.entries(SAMPLES)) {
        ids[name] = await client.publishText(data, '?type=content');
      }
      await client.publish();
      await client.isComplete();
      const arrived = new Map(client.seen.map(({ id, data }) => [id, data]));
      const lost = Object.keys(SAMPLES).filter((name) => arrived.get(ids[name]) !== lines(SAMPLES[name]));
      if (lost.length > 0) {
        throw new Failure(`not ${lost.join(', ')}`, JSON.stringify(client.seen).slice(0, 1_000));
      }
    });
  },
};

const lines = (text) => text.replaceAll(/\r\n?/g, '\n');

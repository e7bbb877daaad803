// Ten times the connection breaks, among events and in the middle of one; each event arrives once.
const KILLS = 10;
const EVENTS = 20;

export default {
  column: 'ten kills',
  async play(trial) {
    await trial.each(async (client) => {
      await client.publish('?retry=50');
      await client.isComplete();
      for (let kill = 0; kill < KILLS; kill++) {
        const { opened } = client.proxy;
        for (let i = 0; i < EVENTS; i++) {
          if (i === EVENTS / 2) {
            breakOff(client.proxy, kill);
          }
          await client.publish();
        }
        await client.comesBack(opened);
        await client.isComplete();
      }
    });
  },
};

function breakOff(proxy, kill) {
  if (kill % 2 === 0) {
    proxy.cut();
  } else {
    // At another byte of an event each time.
    proxy.endAfter(5 * kill);
  }
}

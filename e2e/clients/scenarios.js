// All that may happen to a stream, in the order of the table's columns.
import content from './scenarios/content.js';
import gap from './scenarios/gap.js';
import heartbeats from './scenarios/heartbeats.js';
import idleCut from './scenarios/idle-cut.js';
import kills from './scenarios/kills.js';
import outage from './scenarios/outage.js';
import restart from './scenarios/restart.js';
import retry from './scenarios/retry.js';
import silence from './scenarios/silence.js';
import typed from './scenarios/typed.js';

export const SCENARIOS = [content, typed, gap, retry, kills, idleCut, heartbeats, silence, restart, outage];

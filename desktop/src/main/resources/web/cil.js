/**
 * The JavaScript CIL: sessions, agents, calls and skill groups of a CTI OS server, as an ES module
 * without any dependency.
 *
 *     import { CtiOsSession } from '/cil.js';
 *     const session = new CtiOsSession({ servers: ['ws://ctios-a:42028/cil', 'ws://ctios-b:42028/cil'] });
 *     session.on('OnCallDelivered', (event) => event.object.answer());
 *     session.connect();
 *
 * @module cil
 */
export { Arguments } from './cil/arguments.js';
export { Emitter } from './cil/emitter.js';
export { Link, backoffMs } from './cil/link.js';
export { Agent, Call, CtiOsObject, SkillGroup } from './cil/objects.js';
export { AgentState, CallStatus, Outcome } from './cil/enums.js';
export { CtiOsSession } from './cil/session.js';

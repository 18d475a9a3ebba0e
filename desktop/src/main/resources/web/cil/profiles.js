/**
 * The connection profile that a session goes by: that of its agent's peripheral, the first one as long as it has no
 * agent; undefined when the site told none.
 *
 * @param {import('./arguments.js').Arguments} settings of the desktop
 * @param {string} agent `agent.PERIPHERAL.ID`, or empty
 * @returns {import('./arguments.js').Arguments|undefined}
 */
export function profileOf(settings, agent) {
    return settings
        .nested('Login')
        .list('ConnectionProfiles')
        .find((each) => agent === '' || agent.startsWith(`agent.${each.number('PeripheralID', -1)}.`));
}

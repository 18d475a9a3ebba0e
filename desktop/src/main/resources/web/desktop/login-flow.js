import { t } from '../texts.js';

const MODE_CONFLICT = -101;

/**
 * The way from the form to the agent's view, step by step: server, settings, agent and phone,
 * login. Each step that fails leaves its own sentence.
 */
export class LoginFlow {
    #desktop;
    /** @type {Object<string, 'todo'|'doing'|'done'|'failed'>} */
    steps = { server: 'doing', settings: 'todo', agent: 'todo', login: 'todo' };
    busy = false;
    error = '';
    message = '';
    #agentSet = '';
    #waiting = null;

    constructor(desktop) {
        this.#desktop = desktop;
    }

    /** The link is there: gets the settings, so that the form knows its site. */
    async connected() {
        this.#step('server', 'done');
        this.#agentSet = '';
        if (this.steps.settings === 'done') {
            this.#goOn();
            return;
        }
        this.#step('settings', 'doing');
        const reply = await this.#desktop.session.requestDesktopSettings();
        this.#step('settings', reply.ok ? 'done' : 'failed');
        if (!reply.ok) {
            this.#fail(reply.text);
        }
        this.#goOn();
    }

    #goOn() {
        if (this.#waiting && this.ready) {
            this.submit(this.#waiting);
        }
    }

    /** A login was asked for before the server was there. */
    get waits() {
        return this.#waiting !== null;
    }

    disconnected() {
        this.#agentSet = '';
        this.#step('server', 'doing');
    }

    get ready() {
        return this.steps.settings === 'done' && this.steps.server === 'done';
    }

    /** Sites of the settings: pairs of name and peripheral. */
    get sites() {
        return this.#desktop.session.settings
            .nested('Login')
            .list('ConnectionProfiles')
            .map((profile) => ({ name: profile.text('Name'), peripheralId: profile.number('PeripheralID', 0) }));
    }

    /**
     * @param {{agentId: string, password: string, instrument: string, peripheralId: number}} entry
     */
    async submit(entry) {
        if (this.busy) {
            return;
        }
        if (!this.ready) {
            // Whoever types fast is not told to press again: the login goes on when the server is there.
            this.#waiting = entry;
            this.#desktop.changed();
            return;
        }
        this.#waiting = null;
        this.busy = true;
        this.error = '';
        this.message = '';
        this.steps = { ...this.steps, agent: 'doing', login: 'todo' };
        this.#desktop.changed();
        try {
            await this.#setAgent(entry);
        } finally {
            this.busy = false;
            this.#desktop.changed();
        }
    }

    async #setAgent(entry) {
        const { session } = this.#desktop;
        const wanted = `${entry.peripheralId}.${entry.agentId}`;
        if (this.#agentSet !== wanted) {
            const reply = await session.setAgent({ AgentID: entry.agentId, PeripheralID: entry.peripheralId });
            if (reply.code === MODE_CONFLICT) {
                // A session keeps its agent; another agent needs a new one.
                this.#desktop.renewSession();
                this.#fail(t('login.failed'), 'agent');
                return;
            }
            if (!reply.ok) {
                this.#fail(reply.text, 'agent');
                return;
            }
            this.#agentSet = wanted;
        }
        this.steps = { ...this.steps, agent: 'done', login: 'doing' };
        this.#desktop.changed();
        const reply = await session.agent.login({
            AgentPassword: entry.password,
            AgentInstrument: entry.instrument,
        });
        if (!reply.ok) {
            this.#fail(reply.text, 'login');
            return;
        }
        this.#desktop.preferences.set('agentId', entry.agentId);
        this.#desktop.preferences.set('instrument', entry.instrument);
        this.#step('login', 'done');
        this.#desktop.loggedIn(reply.args.Warning ?? '');
    }

    #fail(text, step) {
        this.error = text || t('login.failed');
        if (step) {
            this.#step(step, 'failed');
        }
    }

    #step(name, state) {
        this.steps = { ...this.steps, [name]: state };
        this.#desktop.changed();
    }
}

import { AgentState, CallStatus } from '../cil.js';
import { t } from '../texts.js';
import { duration } from './time.js';
import { agentView, callerName, inWrapup } from './view.js';

/** Says each event of a call or of the agent's own state once, and nothing else. */
export class Announcements {
    #desktop;
    #announcer;
    #state = null;
    #endedMs = 0;

    constructor(desktop, announcer) {
        this.#desktop = desktop;
        this.#announcer = announcer;
    }

    lost() {
        this.#announcer.assertive(t('say.lost'));
    }

    back(text) {
        this.#announcer.polite(text);
    }

    hear(name, event) {
        if (!event?.args || event.replayed || this.#desktop.phase !== 'agent') {
            return;
        }
        switch (name) {
            case 'OnCallDelivered':
                this.#delivered(event.object);
                break;
            case 'OnCallEstablished':
                this.#established(event.object);
                break;
            case 'OnCallHeld':
                this.#announcer.polite(t('say.hold'));
                break;
            case 'OnCallRetrieved':
                this.#announcer.polite(t('say.talking', { caller: caller(event.object) }));
                break;
            case 'OnCallTransferred':
                this.#announcer.polite(t('say.transferred'));
                break;
            case 'OnCallConferenced':
                this.#announcer.polite(t('say.conference'));
                break;
            case 'OnCallFailed':
                this.#announcer.assertive(event.args.text('ErrorMessage'));
                break;
            case 'OnCallEnd':
                this.#ended(event);
                break;
            case 'OnAgentStateChange':
                this.#agent();
                break;
            default:
                break;
        }
    }

    #delivered(call) {
        if (call?.status === CallStatus.ALERTING) {
            const queue = this.#desktop.queueName(call);
            this.#announcer.assertive(t('say.incoming', { caller: caller(call), queue: queue ? `, ${queue}` : '' }));
        }
    }

    #established(call) {
        const text = call?.text('Direction') === 'consult' ? 'say.consultAnswered' : 'say.talking';
        this.#announcer.polite(t(text, { caller: caller(call) }));
    }

    #ended(event) {
        const startMs = event.object?.number('CallStartMs') ?? NaN;
        this.#endedMs = event.timeMs - startMs;
        const why = event.args.text('ErrorMessage');
        if (why) {
            this.#announcer.polite(why);
        } else if (!inWrapup(this.#desktop.agent) && Number.isFinite(this.#endedMs)) {
            this.#announcer.polite(t('say.ended', { time: duration(this.#endedMs) }));
        }
    }

    #agent() {
        const { agent } = this.#desktop;
        const state = agent?.number('AgentState', AgentState.UNKNOWN);
        const reason = agent?.number('EventReasonCode', 0);
        const key = `${state}.${state === AgentState.NOT_READY ? reason : 0}`;
        if (key === this.#state) {
            return;
        }
        this.#state = key;
        if (inWrapup(agent)) {
            const endsMs = agent.number('WrapupEndsMs', 0);
            const time = duration(this.#endedMs || 0);
            const seconds = Math.round((endsMs - this.#desktop.session.now()) / 1000);
            this.#announcer.polite(endsMs > 0 ? t('say.endedWrapup', { time, seconds }) : t('say.ended', { time }));
        } else if (state === AgentState.NOT_READY || state === AgentState.AVAILABLE) {
            const view = agentView(agent, [], true);
            this.#announcer.polite(
                view.reason
                    ? t('say.stateReason', { state: view.label, reason: view.reason })
                    : t('say.state', { state: view.label }),
            );
        }
    }

    /** Said by the wrap-up form at 30 and 10 seconds. */
    wrapupLeft(seconds) {
        this.#announcer.polite(t('say.wrapupLeft', { seconds }));
    }
}

function caller(call) {
    return call ? callerName(call) : t('call.unknownCaller');
}
